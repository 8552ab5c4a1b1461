// Sends random cases to our engine and to graphql-js and compares the answers.
//
//   node compare.mjs --cases 2000 --seed 1 -- dotnet Conformance.dll
//
// Prints a line of JSON: {"seed","cases","valid","executed","deviations","differences"}; each difference with its seed and the smallest case that still shows it.
import { randomDocument, scramble } from './documents.mjs';
import { deviation } from './deviations.mjs';
import { Random } from './random.mjs';
import { difference, reference, schemaOf } from './reference.mjs';
import { Runner } from './runner.mjs';
import { randomSchema } from './schemas.mjs';
import { shrink } from './shrink.mjs';
import { object } from './values.mjs';

const split = process.argv.indexOf('--');
const command = process.argv.slice(split + 1);
const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at >= 0 && at < split ? Number(process.argv[at + 1]) : usual;
};
const seed = option('seed', Date.now() % 1_000_000_000);
const count = option('cases', 2000);
const show = option('show', 5);
const perSchema = 60;
const batch = 500;

const runner = new Runner(command);
const report = { seed, cases: 0, valid: 0, executed: 0, errors: 0, deviations: {}, differences: [] };
let sdl = '';
let kept = [];

/** Each case has a seed of its own, so that one can be repeated alone; schemas have theirs. */
function makeCase(index) {
  const schemaRandom = new Random(seed * 7919 + Math.floor(index / perSchema));
  if (index % perSchema === 0 || sdl === '') sdl = randomSchema(schemaRandom);
  const schema = schemaOf(sdl);
  const random = new Random(seed * 104729 + index);
  const made = randomDocument(random, schema, random.chance(0.4));
  const document = random.chance(0.12) ? scramble(random, made.document) : made.document;
  const type = /^\s*(subscription|mutation)/m.exec(document)?.[1];
  const rootType = { subscription: schema.getSubscriptionType(), mutation: schema.getMutationType() }[type] ?? schema.getQueryType();
  return { id: index, sdl, document, operationName: made.operationName, variables: made.variables, root: object(random, schema, rootType, random.pick([0, 0.02, 0.1]), 0) };
}

async function compareBatch() {
  const answers = kept.map((each) => runner.ask(each));
  for (let i = 0; i < kept.length; i++) {
    const theirs = reference(kept[i]);
    const ours = await answers[i];
    report.cases++;
    if (theirs.valid) report.valid++;
    if (theirs.data) report.executed++;
    if (theirs.data && theirs.errors) report.errors++;
    const why = difference(ours, theirs);
    if (why === null) continue;
    const section = deviation(kept[i], ours, theirs);
    if (section !== null) report.deviations[section] = (report.deviations[section] ?? 0) + 1;
    else if (report.differences.length < show) report.differences.push({ seed, why, ...(await shrink(runner, kept[i])) });
    else report.more = (report.more ?? 0) + 1;
  }
  kept = [];
}

for (let index = 0; index < count; index++) {
  kept.push(makeCase(index));
  if (kept.length === batch) await compareBatch();
}
await compareBatch();
runner.end();
console.log(JSON.stringify(report));
