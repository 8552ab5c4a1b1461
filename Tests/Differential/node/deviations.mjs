// Where we follow the specification of September 2025 and graphql-js 16 does not. Each says which section.
const ours = (answer, pattern) => !answer.valid && (answer.errors ?? []).every((error) => pattern.test(error.message));

export const deviations = [
  // A number that no double holds is no Float: graphql-js takes it as Infinity.
  { section: '3.5.2 Float: input coercion', applies: (each, we, they) => they.valid && ours(we, /does not fit in a Float/) },
  // JSON's 1e300 is no integer; JavaScript cannot tell it from one.
  { section: '3.5.5 ID: input coercion', applies: (each, we) => (we.errors ?? []).some((error) => /is -?[0-9.]+[eE][+0-9]+, which is no ID/.test(error.message)) },
  // graphql-js finds out only when it executes.
  { section: '5.2.1 Operation type existence', applies: (each, we, they) => they.valid && ours(we, /^The schema has no/) },
];

export const deviation = (each, we, they) => deviations.find((known) => known.applies(each, we, they))?.section ?? null;
