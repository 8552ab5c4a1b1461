// Sends random type definitions, most of them with a mistake, to our engine and to graphql-js: do both take them, or both refuse?
//
//   node compare-schemas.mjs --cases 500 --seed 1 -- dotnet Conformance.dll
import { buildSchema, validateSchema } from 'graphql';
import { scramble } from './documents.mjs';
import { schemaDeviation } from './deviations.mjs';
import { Random } from './random.mjs';
import { Runner } from './runner.mjs';
import { randomSchema } from './schemas.mjs';

const split = process.argv.indexOf('--');
const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at >= 0 && at < split ? Number(process.argv[at + 1]) : usual;
};
const seed = option('seed', Date.now() % 1_000_000_000);
const show = option('show', 5);
const runner = new Runner(process.argv.slice(split + 1));
const report = { seed, cases: 0, valid: 0, deviations: {}, differences: [] };

function verdict(sdl) {
  try {
    return validateSchema(buildSchema(sdl)).map((error) => error.message);
  } catch (error) {
    return [error.message];
  }
}

async function differs(sdl) {
  const theirs = verdict(sdl);
  const ours = (await runner.ask({ id: 0, sdl, document: '{ __typename }' })).errors?.map((error) => error.message) ?? [];
  if ((theirs.length === 0) === (ours.length === 0)) return null;
  return { ours, theirs };
}

/** Definitions and then lines left out for as long as the difference stays. */
async function shrink(sdl) {
  for (const separator of ['\n\n', '\n', ' ']) {
    for (let i = 0, parts = sdl.split(separator); i < parts.length;) {
      const smaller = parts.filter((_, at) => at !== i);
      const found = await differs(smaller.join(separator));
      if (found !== null && schemaDeviation(found.ours, found.theirs) === null) parts = smaller;
      else i++;
      sdl = parts.join(separator);
    }
  }
  return sdl;
}

for (let index = 0; index < option('cases', 500); index++) {
  const random = new Random(seed * 104729 + index);
  let sdl = randomSchema(random);
  if (!random.chance(0.15)) sdl = sdl.split('\n\n').map((part) => (random.chance(0.15) ? mistake(random, part) : part)).join('\n\n');
  const found = await differs(sdl);
  report.cases++;
  if (verdict(sdl).length === 0) report.valid++;
  if (found === null) continue;
  const section = schemaDeviation(found.ours, found.theirs);
  if (section !== null) report.deviations[section] = (report.deviations[section] ?? 0) + 1;
  else if (report.differences.length < show) {
    const small = await shrink(sdl);
    report.differences.push({ seed, index, sdl: small, ...(await differs(small)) });
  } else report.more = (report.more ?? 0) + 1;
}
runner.end();
console.log(JSON.stringify(report));

function mistake(random, part) {
  const choice = random.int(0, 9);
  const name = /^(?:type|interface|union|enum|input|scalar) (\w+)/m.exec(part)?.[1] ?? 'Query';
  const kind = /^(?:".*" )?(\w+)/.exec(part)[1];
  switch (choice) {
    case 0: return `${part}\n\nextend ${random.pick([kind, 'type', 'input'])} ${name} ${random.pick(['@mark', '{ extra: Int }', '{ extra: [Nope] }', '{ EXTRA }', '@deprecated', 'implements I0', '= O0 | O1', ''])}`;
    case 1: return `${part}\n\nschema { query: ${random.pick(['Query', 'O0', 'I0', 'Nope'])}${random.chance(0.4) ? ' mutation: O1' : ''} }`;
    case 2: return part.replace(/: (\w+)/, `: ${random.pick(['Nope', 'In0', 'O0', 'I0', '[Int!]!', 'E0'])}`);
    case 3: return part.replace(/ implements [^{]*/, ` implements ${random.pick(['I0', 'I1', 'I0 & I0', name, 'O0', 'Nope', 'I0 & I1 & I2'])} `);
    case 4: return part.replace(/\n {2}(\w+)/, (all, field) => `${all}: Int\n  ${random.pick([field, '__hidden', 'other'])}`);
    case 5: return part.replace(/: (\w+!?)$/m, (all) => `${all} = ${random.pick(['1', '"a"', 'null', '[1]', '{v0: 1}', '{self: {}}', 'E0_A', '{}', '$x'])}`);
    case 6: return `${part}\n\ndirective @${random.pick(['mark', 'own', '__own', 'skip'])}${random.pick(['', '(a: Int!)', '(a: O0)', '(a: Int = "x")', '(a: In0 @own)'])} on ${random.pick(['OBJECT', 'FIELD', 'NOWHERE', 'INPUT_OBJECT | FIELD | ARGUMENT_DEFINITION'])}`;
    case 7: return part.replace(/\{/, `@${random.pick(['mark', 'own(a: 1)', 'deprecated', 'oneOf', 'specifiedBy(url: 1)', 'deprecated(reason: null)', 'nope'])} {`);
    case 8: return part.replace(/\n {2}(\w+)(.*)$/m, (all) => `${all} @deprecated${random.pick(['', '(reason: 1)', '(reason: "x", reason: "y")', ' @deprecated', '(why: "x")'])}`);
    default: return scramble(random, part);
  }
}
