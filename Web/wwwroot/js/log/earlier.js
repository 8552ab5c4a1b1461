import { run } from '../api.js'
import { toast } from '../toasts.js'

const PAGE = 100
const EARLIER = `query($id: ID!, $before: Cursor!, $where: LogFilter) { container(id: $id) { logs(last: ${PAGE}, before: $before, where: $where) {
  nodes { __typename ... on LogLine { cursor sequence at stream level text deployment instance } ... on LogGap { from to count reason } }
  pageInfo { hasPreviousPage startCursor } } } }`

/**
 * The button that loads what was written before the first line that is shown. Where little fits, the server looks at a part and says how far it came.
 * @param {HTMLButtonElement} button
 * @param {string} id
 * @param {any} where the filter; null for none
 * @param {() => string | null} first the first line's cursor
 * @param {(entries: any[]) => boolean} show tells whether there is room for more
 */
export function keepEarlier(button, id, where, first, show) {
  let looked = null
  button.addEventListener('click', async () => {
    const shown = first()
    const before = looked !== null && (shown === null || Number(looked) < Number(shown)) ? looked : shown
    if (before === null) return
    button.disabled = true
    try {
      const { logs } = (await run(EARLIER, { id, before, where })).container
      looked = logs.pageInfo.startCursor
      button.disabled = !show(logs.nodes)
      button.parentElement.hidden = !logs.pageInfo.hasPreviousPage
    } catch (problem) {
      toast(problem.message, 'failed')
      button.disabled = false
    }
  })
}
