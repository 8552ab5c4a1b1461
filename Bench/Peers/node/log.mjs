// One publisher for all: BENCH_LOG_RATE lines a second of BENCH_LOG_BYTES bytes of text while someone listens.
const rate = Number(process.env.BENCH_LOG_RATE ?? 5000)
const bytes = Number(process.env.BENCH_LOG_BYTES ?? 120)
const text = 'GET /api/v1/containers 200 12ms user=alice region=eu-1 '.repeat(40).slice(0, bytes)

const listeners = new Set()
let timer = null
let seq = 0
let last = 0n
let debt = 0

function publish() {
  const now = process.hrtime.bigint()
  // After a stall it catches up by at most 100 ms worth of lines: the rest shows as lines per second below the rate.
  debt = Math.min(debt + (Number(now - last) / 1e9) * rate, rate / 10)
  last = now
  for (; debt >= 1; debt--) {
    const line = { seq: seq++, at: `m${now}`, stream: 'stdout', text }
    for (const push of listeners) push(line)
  }
}

function add(push) {
  listeners.add(push)
  if (timer) return
  last = process.hrtime.bigint()
  debt = 0
  timer = setInterval(publish, 1)
}

function remove(push) {
  listeners.delete(push)
  if (listeners.size > 0 || !timer) return
  clearInterval(timer)
  timer = null
}

/** Lines from now on, none left out, each as `wrap` makes it. An iterator by hand: async generators cost these servers more. */
export function logStream(containerId, wrap) {
  const queue = []
  let head = 0
  let waiting = null
  let isDone = false

  const push = (line) => {
    if (!waiting) {
      queue.push(line)
      return
    }
    const resolve = waiting
    waiting = null
    resolve({ value: wrap(line), done: false })
  }

  const end = () => {
    isDone = true
    remove(push)
    waiting?.({ value: undefined, done: true })
    waiting = null
    return Promise.resolve({ value: undefined, done: true })
  }

  if (containerId !== 'idle') add(push)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next() {
      if (head < queue.length) {
        const value = wrap(queue[head++])
        if (head === queue.length) {
          queue.length = 0
          head = 0
        }
        return Promise.resolve({ value, done: false })
      }
      if (isDone) return Promise.resolve({ value: undefined, done: true })
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    return: end,
    throw: end,
  }
}
