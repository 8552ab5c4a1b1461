// Whether graphql-js reads the same schema from our introspection as from our SDL: JSON [{"name","sdl","introspection"}] on standard input,
// a line of JSON out: the first line that differs of each schema that does.
import { readFileSync } from 'node:fs';
import { buildClientSchema, buildSchema, lexicographicSortSchema, printSchema, validateSchema } from 'graphql';

const differences = [];
for (const { name, sdl, introspection } of JSON.parse(readFileSync(0, 'utf8'))) {
  const written = buildSchema(sdl);
  const invalid = validateSchema(written);
  if (invalid.length > 0) differences.push({ name, invalid: invalid[0].message });
  const [a, b] = [written, buildClientSchema(introspection.data)].map((schema) => printSchema(lexicographicSortSchema(schema)).split('\n'));
  const at = a.findIndex((line, i) => line !== b[i]);
  if (at >= 0 || a.length !== b.length) differences.push({ name, sdl: a[at], introspection: b[at] });
}
console.log(JSON.stringify(differences));
