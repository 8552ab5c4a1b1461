import { createServer } from 'node:http'
import { useServer } from 'graphql-ws/use/ws'
import { createSchema, createYoga } from 'graphql-yoga'
import { WebSocketServer } from 'ws'
import { port, resolvers, typeDefs } from './schema.mjs'

const schema = createSchema({ typeDefs, resolvers })
const server = createServer(createYoga({ schema, logging: false, graphiql: false, landingPage: false, maskedErrors: true }))
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }))
server.listen(port, '127.0.0.1')
