// What graphql-js says of a case: the same shape as the runner's answers.
import { buildSchema, execute, GraphQLError, parse, validate, validateSchema } from 'graphql';

const schemas = new Map();

export function schemaOf(sdl) {
  if (!schemas.has(sdl)) {
    const schema = buildSchema(sdl);
    const errors = validateSchema(schema);
    if (errors.length > 0) throw new Error(`${errors[0].message}\n${sdl}`);
    schemas.set(sdl, schema);
  }
  return schemas.get(sdl);
}

export function reference({ sdl, document, operationName, variables, root }) {
  const schema = schemaOf(sdl);
  let parsed;
  let errors;
  try {
    parsed = parse(document);
    // It throws, instead of reporting, where the rule of subscriptions meets a directive with a wrong argument.
    errors = validate(schema, parsed);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { valid: false, errors: [error.toJSON()] };
  }
  if (errors.length > 0) return { valid: false, errors: errors.map((error) => error.toJSON()) };
  const result = execute({ schema, document: parsed, operationName, variableValues: variables, rootValue: root });
  return { valid: true, ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}), ...('data' in result ? { data: result.data } : {}) };
}

/** Why two answers differ, in a word or two; null when they say the same. */
export function difference(ours, theirs) {
  if (ours.valid !== theirs.valid) return `valid: ${ours.valid}, graphql-js ${theirs.valid}`;
  if (JSON.stringify(ours.data) !== JSON.stringify(theirs.data)) return 'data';
  return paths(ours) !== paths(theirs) ? `paths: ${paths(ours)}, graphql-js ${paths(theirs)}` : null;
}

const paths = (answer) => [...new Set((answer.errors ?? []).map((error) => JSON.stringify(error.path ?? null)))].sort().join(' ');
