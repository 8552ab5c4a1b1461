// urql against a server: its fetch, its own event streams, subscriptions over graphql-ws and graphql-sse, persisted documents.
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { createClient as createSocket } from 'graphql-ws';
import { createClient as createStreams } from 'graphql-sse';
import { onEnd, pipe, subscribe } from 'wonka';
import WebSocket from 'ws';

// All numbers until the server says that there are no more; then urql gives the last one again, with hasNext false.
const collect = (client, query) => new Promise((resolve, reject) => {
  const items = [];
  pipe(client.subscription(query, {}), onEnd(() => resolve(items)), subscribe((result) => {
    if (result.error) reject(result.error);
    else if (result.hasNext) items.push(result.data.count);
  }));
});

const forward = (start) => subscriptionExchange({
  forwardSubscription: ({ query, variables }) => ({ subscribe: (sink) => ({ unsubscribe: start({ query, variables }, sink) }) }),
});

export async function checkUrql(url) {
  const result = {};
  const plain = new Client({ url, exchanges: [fetchExchange], fetchSubscriptions: true, preferGetMethod: false });
  result.query = (await plain.query('query($n: Int!) { owners(count: $n) { id } }', { n: 1 }).toPromise()).data;
  result.mutation = (await plain.mutation('mutation { walk(minutes: 2) { minutes } }', {}).toPromise()).data;
  result.error = (await plain.query('{ boom }', {}).toPromise()).error.graphQLErrors.map((error) => error.extensions.code);
  result.invalid = (await plain.query('{ unknownThing }', {}).toPromise()).error.graphQLErrors.map((error) => error.extensions.code);
  result.ownStream = await collect(plain, 'subscription { count(to: 3) }');

  const socket = createSocket({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  result.overSocket = await collect(new Client({ url, exchanges: [forward((request, sink) => socket.subscribe(request, sink))], preferGetMethod: false }), 'subscription { count(to: 3) }');
  await socket.dispose();
  const streams = createStreams({ url, retryAttempts: 0 });
  result.overStream = await collect(new Client({ url, exchanges: [forward((request, sink) => streams.subscribe(request, sink))], preferGetMethod: false }), 'subscription { count(to: 3) }');
  streams.dispose();

  const notes = [];
  const persisted = new Client({
    url,
    preferGetMethod: false,
    exchanges: [persistedExchange({ preferGetForPersistedQueries: true }), fetchExchange],
    fetch: async (address, init) => {
      const response = await fetch(address, init);
      notes.push(`${init.method} ${response.status}`);
      return response;
    },
  });
  result.persisted = { pings: [], notes };
  for (const policy of ['network-only', 'network-only'])
    result.persisted.pings.push((await persisted.query('query Urql { ping }', {}, { requestPolicy: policy }).toPromise()).data?.ping);
  return result;
}
