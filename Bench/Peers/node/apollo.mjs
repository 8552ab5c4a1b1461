import { createServer } from 'node:http'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { port, resolvers, typeDefs } from './schema.mjs'

const schema = makeExecutableSchema({ typeDefs, resolvers })
const apollo = new ApolloServer({ schema, introspection: true, cache: 'bounded', csrfPrevention: true })
await startStandaloneServer(apollo, { listen: { port, host: '127.0.0.1' } })

// The standalone server does not show its HTTP server, so subscriptions have the next port, in the same process.
const sockets = createServer((request, response) => {
  response.statusCode = 404
  response.end()
})
useServer({ schema }, new WebSocketServer({ server: sockets, path: '/graphql' }))
sockets.listen(port + 1, '127.0.0.1')
