// Runs real clients against a server: node --experimental-eventsource clients.mjs http://127.0.0.1:4000/graphql. Prints one line of JSON.
import { checkSse } from './sse.mjs';
import { checkEventSource } from './eventsource.mjs';
import { checkApollo } from './apollo.mjs';
import { checkUrql } from './urql.mjs';

const url = process.argv[2];
console.log(JSON.stringify({ sse: await checkSse(url), eventSource: await checkEventSource(url), apollo: await checkApollo(url), urql: await checkUrql(url) }));
process.exit(0);
