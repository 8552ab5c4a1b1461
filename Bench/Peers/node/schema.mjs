import { readFileSync } from 'node:fs'
import { all, byId, templates } from './fleet.mjs'
import { logStream } from './log.mjs'

export const port = Number(process.env.PORT ?? 4000)
export const typeDefs = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

const asPayload = (line) => ({ logs: line })
const laterTemplate = process.env.TEMPLATE_YIELD === '1'

export const resolvers = {
  Query: {
    ping: () => 'pong',
    container: (_, { id }) => byId.get(id),
    containers: (_, { first, status }) =>
      (status == null ? all : all.filter((container) => container.status === status)).slice(0, first ?? 50),
  },
  Container: {
    template: async (container) => {
      if (laterTemplate) await new Promise((resolve) => setImmediate(resolve))
      return templates[container.templateIndex]
    },
  },
  Mutation: { touch: (_, { id }) => byId.get(id) },
  Subscription: { logs: { subscribe: (_, { containerId }) => logStream(containerId, asPayload) } },
}
