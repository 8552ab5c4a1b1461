// Where we follow the specification of September 2025 and graphql-js 16 does not. Each says which section.
const ours = (answer, pattern) => !answer.valid && (answer.errors ?? []).some((error) => pattern.test(error.message));

export const deviations = [
  // A number that no double holds is no Float: graphql-js takes it as Infinity.
  { section: '3.5.2 Float: input coercion', applies: (each, we, they) => they.valid && ours(we, /does not fit in a Float/) },
  // JSON's 1e300 is no integer; JavaScript cannot tell it from one.
  { section: '3.5.5 ID: input coercion', applies: (each, we) => (we.errors ?? []).some((error) => /is -?[0-9.]+[eE][+0-9]+, which is no ID/.test(error.message)) },
  // graphql-js finds out only when it executes.
  { section: '5.2.1 Operation type existence', applies: (each, we, they) => they.valid && ours(we, /^The schema has no/) },
  // Its order of fields would be another for each event.
  { section: '5.2.4 Single root field: no @skip, no @include', applies: (each, we, they) => they.valid && ours(we, /cannot be used at the root of a subscription/) },
  // CollectFields() asks whether the argument is true; null, which a nullable variable with a default may be, is not.
  { section: '6.3.2 CollectFields: null is not true', applies: (each, we, they) => (they.errors ?? []).some((error) => /Argument "if" of non-null type "Boolean!" must not be null/.test(error.message)) },
  // graphql-js 16 knows only the variables of operations before the fragment.
  { section: '5.8.5: a field of a oneOf input takes no nullable variable', applies: (each, we, they) => they.valid && ours(we, /but a field of a oneOf input needs/) },
  // __typename is String!, also where it meets another field: graphql-js looks for it among the type's own fields and finds no type.
  { section: '5.3.2 SameResponseShape: __typename', applies: (each, we, they) => they.valid && /__typename/.test(each.document) && ours(we, /cannot be merged: they are of different types/) },
];

export const deviation = (each, we, they) => deviations.find((known) => known.applies(each, we, they))?.section ?? null;

const problem = (pattern) => (ours, theirs) => theirs.length === 0 && ours.some((message) => pattern.test(message));

const schemaDeviations = [
  // A type system document has type definitions only; graphql-js passes over the rest.
  { section: '3: operations are no part of a schema', applies: problem(/^Operations and fragments are no part/) },
  // graphql-js 16 does not look at defaults; 17 does.
  { section: '3.6.1, 3.10: defaults are of their types', applies: problem(/^The default of /) },
  { section: '3.6.1 IsValidImplementation: what is deprecated is so in its interface', applies: problem(/ is deprecated, but .* is not\.$/) },
  { section: '3.10.2: an extension brings no @oneOf', applies: problem(/@oneOf stands at the definition/) },
  { section: '3.13: a directive does not use itself', applies: problem(/ uses itself/) },
];

export const schemaDeviation = (ours, theirs) => schemaDeviations.find((known) => known.applies(ours, theirs))?.section ?? null;
