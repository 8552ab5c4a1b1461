// Random input values, as literals of a document and as JSON of variables, and random data for fields to find. Mostly right, some of them wrong.
import { isAbstractType, isEnumType, isInputObjectType, isListType, isNonNullType, isScalarType, isObjectType, getNullableType } from 'graphql';

const strange = ['null', '"text"', '12', '-1.5e3', 'true', 'NAME', '[]', '{}', '[1, "a"]', '{a: 1}', '99999999999', '""', '"""block"""', '1e400'];
const strangeJson = [null, 'text', '12', 12, -1.5, true, [], {}, [1, 'a'], { a: 1 }, 99999999999, '', 1.0, 0, [null], [[1]], 1e300, '  7 ', '0x1F', 'true'];

// Data that some scalars convert and others refuse.
const convertible = [1.5, -0.5, 1e21, 1e-7, 2147483648, -2147483649, 4294967296, true, false, '12', '1.5', ' 12 ', '', ' ', '1e3', 'x1', 'Infinity', '-', '.5', '5.', '+5', '1_0', 0, -0, 'E0_A', 'true'];

/** A literal of a type. `variable` may give one instead. */
export function literal(random, type, wrong, variable = () => null, depth = 0) {
  if (random.chance(wrong)) return random.pick(strange);
  const named = variable(type);
  if (named !== null) return named;
  if (isNonNullType(type)) return nonNull(random, type.ofType, wrong, variable, depth);
  return random.chance(0.1) ? 'null' : nonNull(random, type, wrong, variable, depth);
}

function nonNull(random, type, wrong, variable, depth) {
  if (isListType(type)) {
    if (random.chance(0.2)) return literal(random, getNullableType(type.ofType), wrong, () => null, depth + 1);
    const items = Array.from({ length: random.int(0, depth > 2 ? 1 : 3) }, () => literal(random, type.ofType, wrong, variable, depth + 1));
    return `[${items.join(random.chance(0.5) ? ', ' : ' ')}]`;
  }
  if (isInputObjectType(type)) return inputObject(random, type, wrong, variable, depth);
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  switch (type.name) {
    case 'Int': return random.pick(['0', '-0', '7', '-2147483648', '2147483647']);
    case 'Float': return random.pick(['0', '1.5', '-2e3', '7', '1E-2']);
    case 'String': return random.pick(['"a"', '""', '"\\u00e9\\n"', '"""block\n  text"""', '"\\u{1F600}"']);
    case 'Boolean': return random.pick(['true', 'false']);
    case 'ID': return random.pick(['"id"', '5', '-12']);
    default: return random.pick(['1', '"any"', '{a: [1, {b: null}]}', '[[true]]', 'NAME', '1.5']);
  }
}

function inputObject(random, type, wrong, variable, depth) {
  const fields = Object.values(type.getFields());
  const deep = depth > 2;
  const given = type.isOneOf
    ? [random.pick(fields.filter((field) => !deep || isScalarType(getNullableType(field.type)) || isEnumType(getNullableType(field.type))))]
    : fields.filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined ? !random.chance(wrong) : !deep && random.chance(0.4)));
  const written = given.map((field) => `${field.name}: ${type.isOneOf && !random.chance(wrong)
    ? nonNull(random, getNullableType(field.type), wrong, () => null, depth + 1) : literal(random, field.type, wrong, variable, depth + 1)}`);
  if (random.chance(wrong)) written.push(random.pick(['nope: 1', ...written]));
  return `{${written.join(', ')}}`;
}

/** JSON of a type; undefined is no value. */
export function json(random, type, wrong, depth = 0) {
  if (random.chance(wrong)) return random.pick(strangeJson);
  if (isNonNullType(type)) return nonNullJson(random, type.ofType, wrong, depth);
  return random.chance(0.15) ? null : nonNullJson(random, type, wrong, depth);
}

function nonNullJson(random, type, wrong, depth) {
  if (isListType(type)) {
    if (random.chance(0.2)) return json(random, getNullableType(type.ofType), wrong, depth + 1);
    return Array.from({ length: random.int(0, depth > 2 ? 1 : 3) }, () => json(random, type.ofType, wrong, depth + 1));
  }
  if (isInputObjectType(type)) {
    const result = {};
    const fields = Object.values(type.getFields());
    if (type.isOneOf) {
      const field = random.pick(fields.filter((each) => depth < 3 || !isInputObjectType(getNullableType(each.type))));
      result[field.name] = random.chance(wrong) ? null : nonNullJson(random, getNullableType(field.type), wrong, depth + 1);
    } else {
      for (const field of fields) {
        if (isNonNullType(field.type) && field.defaultValue === undefined ? !random.chance(wrong) : depth < 3 && random.chance(0.4)) {
          result[field.name] = json(random, field.type, wrong, depth + 1);
        }
      }
    }
    if (random.chance(wrong)) result.nope = 1;
    return result;
  }
  return leaf(random, type);
}

function leaf(random, type) {
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  switch (type.name) {
    case 'Int': return random.pick([0, 7, -2147483648, 2147483647]);
    case 'Float': return random.pick([0, 1.5, -2000, 7, 0.1, 1e21, 1e-7]);
    case 'String': return random.pick(['a', '', 'é\n"', '😀']);
    case 'Boolean': return random.chance(0.5);
    case 'ID': return random.pick(['id', 5, '7']);
    default: return random.pick([1, 'any', { a: [1, { b: null }] }, [[true]], false]);
  }
}

/** What a field of a type finds: right, null, absent, or of the wrong kind. */
export function data(random, schema, type, wrong, depth) {
  if (random.chance(wrong)) return random.pick(strangeJson);
  if (!isNonNullType(type) && random.chance(0.12)) return null;
  if (isNonNullType(type) && random.chance(wrong)) return null;
  const inner = getNullableType(type);
  if (isListType(inner)) return Array.from({ length: random.int(0, depth > 2 ? 1 : 3) }, () => data(random, schema, inner.ofType, wrong, depth + 1));
  if (isAbstractType(inner)) {
    const actual = random.pick(schema.getPossibleTypes(inner)) ?? schema.getQueryType();
    const found = object(random, schema, actual, wrong, depth);
    if (!random.chance(wrong)) found.__typename = random.chance(wrong) ? random.pick(['Nope', 'Query', 'E0', 'I0', 5]) : actual.name;
    return found;
  }
  if (isObjectType(inner)) return object(random, schema, inner, wrong, depth);
  return random.chance(wrong * 4) ? random.pick(convertible) : leaf(random, inner);
}

export function object(random, schema, type, wrong, depth) {
  const result = {};
  if (depth > 5) return result;
  for (const field of Object.values(type.getFields())) {
    const leafField = isScalarType(getNullableType(field.type)) || isEnumType(getNullableType(field.type));
    if (random.chance(leafField || isNonNullType(field.type) ? 1 - wrong : 0.75 - depth * 0.08)) result[field.name] = data(random, schema, field.type, wrong, depth + 1);
  }
  return result;
}
