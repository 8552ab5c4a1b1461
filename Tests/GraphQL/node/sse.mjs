// graphql-sse against a server. Its connections go through a relay that can cut them, as the world does.
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { createClient } from 'graphql-sse';

const collect = (client, query, variables) => new Promise((resolve, reject) => {
  const items = [];
  client.subscribe({ query, variables }, { next: (item) => items.push(item), error: reject, complete: () => resolve(items) });
});

// Passes bytes on; the first stream is cut after its first event.
export async function relayThatCutsOnce(url) {
  const target = new URL(url);
  let cut = false;
  const relay = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    near.pipe(far);
    far.on('data', (bytes) => {
      near.write(bytes);
      if (!cut && bytes.includes('event: next')) {
        cut = true;
        near.destroy();
        far.destroy();
      }
    });
    far.on('end', () => near.end());
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return { url: `http://127.0.0.1:${relay.address().port}${target.pathname}`, close: () => relay.close() };
}

export async function checkSse(url) {
  const client = createClient({ url, retryAttempts: 0 });
  const result = {
    query: await collect(client, '{ ping }'),
    mutation: await collect(client, 'mutation { walk(minutes: 1) { minutes } }'),
    numbers: await collect(client, 'subscription($to: Int!) { count(to: $to) }', { to: 3 }),
    invalid: (await collect(client, '{ unknownThing }')).map((item) => item.errors[0].message),
  };
  result.early = [];
  for await (const item of client.iterate({ query: 'subscription { count(to: 1000000) }' })) if (result.early.push(item.data.count) === 2) break;
  result.after = await collect(client, '{ ping }');
  client.dispose();

  const relay = await relayThatCutsOnce(url);
  const tough = createClient({ url: relay.url, retryAttempts: 3, retry: async () => {} });
  const seen = await collect(tough, 'subscription { slowCount(to: 3) }');
  const numbers = seen.map((item) => item.data.slowCount);
  result.reconnected = { first: numbers[0], last: numbers.slice(-3), again: numbers.length > 3 };
  tough.dispose();
  relay.close();
  return result;
}
