// Runs the main line against a server with clients that are not ours: node main-line.mjs URL EMAIL PASSWORD IMAGE
// Every document is first validated by graphql-js against the schema that the server tells. Prints one line of JSON.
import { buildClientSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { serverAudits } from 'graphql-http';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, email, password, image] = process.argv.slice(2);
let token;
let schema;

const post = async (query, variables) => {
  if (schema) {
    const wrong = validate(schema, parse(query));
    if (wrong.length) throw wrong[0];
  }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  const [payload] = Object.values(data);
  if (payload?.errors?.length) throw new Error(JSON.stringify(payload.errors));
  return payload;
};

schema = buildClientSchema((await (await fetch(url, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: getIntrospectionQuery() }),
})).json()).data);

const audits = [];
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  if (result.status !== 'ok') audits.push(`${audit.id} ${audit.name}: ${result.reason}`);
}

token = (await post('mutation($e: String!, $p: String!) { signIn(input: {email: $e, password: $p}) { accessToken errors { message } } }', { e: email, p: password })).accessToken;
const { project } = await post('mutation { createProject(input: {name: "node-line"}) { project { id } errors { message } } }');
const socket = createClient({
  url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${token}` },
});
const until = async (query, variables, wanted) => {
  for await (const { data, errors } of socket.iterate({ query, variables })) {
    if (errors) throw new Error(JSON.stringify(errors));
    const [event] = Object.values(data);
    if (wanted(event)) return event;
  }
  throw new Error(`ended too early: ${query}`);
};

const { container, operation } = await post(
  `mutation($project: ID!, $image: String!) {
     createContainer(input: {projectId: $project, name: "hello", image: $image, command: ["sh", "-c", "echo hello; exec sleep 1000"]}) {
       container { id } operation { id } errors { message }
     }
   }`, { project: project.id, image });
const ended = (o) => o.status !== 'RUNNING';
const progress = 'subscription($id: ID!) { operationProgress(id: $id) { status stages { name status } error { message } } }';
const created = await until(progress, { id: operation.id }, ended);
const line = await until('subscription($id: ID!) { containerLogs(id: $id) { __typename ... on LogLine { text cursor } } }', { id: container.id }, () => true);
const stats = await until('subscription($id: ID!) { containerStats(id: $id) { cpu memoryBytes } }', { id: container.id }, () => true);
const exec = await post('mutation($id: ID!) { execInContainer(input: {containerId: $id, command: ["hostname"]}) { exitCode stdout errors { message } } }', { id: container.id });
const stop = await post('mutation($id: ID!) { stopContainer(input: {containerId: $id}) { operation { id } errors { message } } }', { id: container.id });
const stopped = await until(progress, { id: stop.operation.id }, ended);
const remove = await post('mutation($id: ID!) { deleteContainer(input: {containerId: $id, deleteVolumes: true}) { operation { id } errors { message } } }', { id: container.id });
const deleted = await until(progress, { id: remove.operation.id }, ended);
await post('mutation($id: ID!) { deleteProject(input: {projectId: $id}) { projectId errors { message } } }', { id: project.id });
await socket.dispose();

console.log(JSON.stringify({
  audits, created: created.status, line: line.text, memory: stats.memoryBytes > 0, exec: exec.stdout, stopped: stopped.status, deleted: deleted.status,
}));
