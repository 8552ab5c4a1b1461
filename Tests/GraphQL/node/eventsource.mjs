// A browser's EventSource (Node's own, of the same specification): cut once, it comes back by itself and says what it saw last.
import { relayThatCutsOnce } from './sse.mjs';

export async function checkEventSource(url) {
  const relay = await relayThatCutsOnce(url);
  const source = new EventSource(`${relay.url}?query=${encodeURIComponent('subscription { slowNumbers(to: 4) { n } }')}`);
  const ids = [];
  const seen = await new Promise((resolve) => {
    const numbers = [];
    source.addEventListener('next', (event) => {
      ids.push(event.lastEventId);
      numbers.push(JSON.parse(event.data).data.slowNumbers.n);
    });
    source.addEventListener('complete', () => resolve(numbers));
  });
  source.close();
  relay.close();
  return { seen, ids };
}
