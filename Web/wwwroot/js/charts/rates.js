/** Longer between two samples says nothing of the time in between. */
const LONGEST_STEP = 5

/** Makes points of live samples, whose bytes are counted from the start of an instance on. */
export class Rates {
  #before = null

  /** @returns {{ at: number, point: Record<string, number> } | null} null for the first sample, and for one that is not newer */
  of(sample) {
    const at = new Date(sample.at).getTime() / 1000
    const before = this.#before
    const passed = at - (before?.at ?? at)
    if (before && passed <= 0) return null
    this.#before = { at, sample }
    if (!before || passed > LONGEST_STEP) return null
    const rate = field => {
      const grown = sample[field] - before.sample[field]
      return (grown >= 0 ? grown : sample[field]) / passed
    }
    return {
      at,
      point: {
        cpu: sample.cpu, memory: sample.memoryBytes, pids: sample.pids,
        received: rate('networkReceivedBytes'), sent: rate('networkSentBytes'), read: rate('blockReadBytes'), written: rate('blockWrittenBytes'),
      },
    }
  }
}
