// Runs the server audits of graphql-http and a session of graphql-ws against a server: node check.mjs http://127.0.0.1:4000/graphql
// Prints one line of JSON: {"audits":n,"failed":[…],"websocket":{…}}.
import { serverAudits } from 'graphql-http';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';

const url = process.argv[2];
const failed = [];
const audits = serverAudits({ url, fetchFn: fetch });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== 'ok') failed.push(`${audit.id} ${audit.name}: ${result.reason}`);
}

const post = async (query) => (await (await fetch(url, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }),
})).json());
const introspection = await post(getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true, schemaDescription: true }));
const sdl = printSchema(buildClientSchema(introspection.data));

const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 });
const collect = (query) => new Promise((resolve, reject) => {
  const items = [];
  client.subscribe({ query }, { next: (item) => items.push(item), error: reject, complete: () => resolve(items) });
});
const [query, numbers, mutation, invalid] = await Promise.all([
  collect('{ ping }'),
  collect('subscription { count(to: 3) }'),
  collect('mutation { walk(minutes: 1) { minutes } }'),
  collect('{ unknownThing }').catch((errors) => errors.map((error) => error.message)),
]);
// Completing early must end the stream and leave the socket usable.
for await (const item of client.iterate({ query: 'subscription { count(to: 1000000) }' })) if (item.data.count === 2) break;
const after = await collect('{ ping }');
await client.dispose();

console.log(JSON.stringify({ audits: audits.length, failed, sdlTypes: sdl.match(/^type /gm).length, websocket: { query, numbers, mutation, invalid, after } }));
