// @apollo/client against a server: what its links send and how it reads the answers.
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, CombinedGraphQLErrors, gql } from '@apollo/client';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import UploadHttpLink from 'apollo-upload-client/UploadHttpLink.mjs';
import { createClient as createSocket } from 'graphql-ws';
import WebSocket from 'ws';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const client = (link) => new ApolloClient({ link, cache: new InMemoryCache(), defaultOptions: { query: { fetchPolicy: 'no-cache' } } });

// Notes each request: method, status, and what names the document.
function spy(notes) {
  return async (address, init) => {
    const response = await fetch(address, init);
    const sent = init.method === 'GET' ? Object.fromEntries(new URL(address).searchParams) : JSON.parse(init.body);
    notes.push(`${init.method} ${response.status} ${Array.isArray(sent) ? `batch of ${sent.length}` : Object.keys(sent).filter((key) => key === 'query' || key === 'extensions').sort().join('+')}`);
    return response;
  };
}

export async function checkApollo(url) {
  const result = {};
  const plain = client(new HttpLink({ uri: url }));
  result.query = (await plain.query({ query: gql`query($n: Int!) { owners(count: $n) { id name } }`, variables: { n: 1 } })).data;
  result.mutation = (await plain.mutate({ mutation: gql`mutation { walk(minutes: 2) { minutes errors { message } } }` })).data;
  result.domainError = (await plain.mutate({ mutation: gql`mutation { walk(minutes: -1) { minutes errors { message } } }` })).data;
  const partial = await plain.query({ query: gql`{ boom }`, errorPolicy: 'all' });
  result.boom = { data: partial.data ?? null, codes: CombinedGraphQLErrors.is(partial.error) ? partial.error.errors.map((error) => error.extensions.code) : String(partial.error) };
  result.invalid = await plain.query({ query: gql`{ unknownThing }` }).then(() => 'ran', (error) => CombinedGraphQLErrors.is(error) ? error.errors.map((each) => each.extensions.code) : String(error));

  for (const get of [false, true]) {
    const notes = [];
    const persisted = client(ApolloLink.from([new PersistedQueryLink({ sha256, useGETForHashedQueries: get }), new HttpLink({ uri: url, fetch: spy(notes) })]));
    const query = get ? gql`query ByGet { ping }` : gql`query ByPost { ping }`;
    const answers = [await persisted.query({ query }), await persisted.query({ query })];
    result[get ? 'persistedByGet' : 'persistedByPost'] = { notes, pings: answers.map((answer) => answer.data.ping) };
  }

  const batched = [];
  const batching = client(new BatchHttpLink({ uri: url, fetch: spy(batched), batchInterval: 5 }));
  const both = await Promise.all([batching.query({ query: gql`{ ping }` }), batching.query({ query: gql`{ echo(text: "b") }` })]);
  result.batch = { notes: batched, data: both.map((answer) => answer.data) };

  const socket = createSocket({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  result.subscription = await new Promise((resolve, reject) => {
    const numbers = [];
    client(new GraphQLWsLink(socket)).subscribe({ query: gql`subscription { count(to: 3) }` })
      .subscribe({ next: (item) => numbers.push(item.data.count), error: reject, complete: () => resolve(numbers) });
  });
  await socket.dispose();

  const uploads = client(new UploadHttpLink({ uri: url, headers: { 'Apollo-Require-Preflight': 'true' } }));
  const file = new File(['hello'], 'a.txt', { type: 'text/plain' });
  result.upload = (await uploads.mutate({ mutation: gql`mutation($file: Upload!) { store(file: $file) { stored } }`, variables: { file } })).data;
  result.uploads = (await uploads.query({ query: gql`query($files: [Upload!]!) { files(files: $files) }`, variables: { files: [file, file] } })).data;
  return result;
}
