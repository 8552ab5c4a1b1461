// Random schemas: node generate.mjs COUNT SEED. A JSON list of SDL texts. And the query that asks for all of a schema: node generate.mjs query.
import { getIntrospectionQuery } from 'graphql';
import { Random } from '../../Differential/node/random.mjs';
import { randomSchema } from '../../Differential/node/schemas.mjs';

console.log(process.argv[2] === 'query'
  ? getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true, schemaDescription: true })
  : JSON.stringify(Array.from({ length: Number(process.argv[2]) }, (_, i) => randomSchema(new Random(Number(process.argv[3]) * 7919 + i)))));
