import Fastify from 'fastify'
import mercurius from 'mercurius'
import { port, resolvers, typeDefs } from './schema.mjs'

const app = Fastify({ logger: false })
// jit: 1 compiles a document when it was seen once: the fastest that it offers.
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1, graphiql: false, subscription: true, path: '/graphql' })
await app.listen({ port, host: '127.0.0.1' })
