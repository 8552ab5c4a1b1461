import { run } from '../api.js'
import { toast } from '../toasts.js'

const PAGE = 100
const EARLIER = `query($id: ID!, $before: Cursor!) { container(id: $id) { logs(last: ${PAGE}, before: $before) {
  nodes { __typename ... on LogLine { cursor sequence at stream text deployment instance } ... on LogGap { from to count reason } }
  pageInfo { hasPreviousPage } } } }`

/**
 * The button that loads what was written before the first line that is shown.
 * @param {HTMLButtonElement} button
 * @param {string} id
 * @param {() => string | null} first the first line's cursor
 * @param {(entries: any[]) => boolean} show tells whether there is room for more
 */
export function keepEarlier(button, id, first, show) {
  button.addEventListener('click', async () => {
    const before = first()
    if (before === null) return
    button.disabled = true
    try {
      const { logs } = (await run(EARLIER, { id, before })).container
      button.disabled = !show(logs.nodes)
      button.parentElement.hidden = !logs.pageInfo.hasPreviousPage
    } catch (problem) {
      toast(problem.message, 'failed')
      button.disabled = false
    }
  })
}
