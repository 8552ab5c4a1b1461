import { element } from '../dom.js'
import { clock, exact } from '../format.js'

const timeOf = at => element('time', { datetime: at, title: exact(new Date(at)) }, clock(new Date(at)))

/**
 * Says why a container is as it is, its times of day in the viewer's zone. What is shown already is left alone.
 * _Reason.cshtml shows the same.
 * @param {Element} holder
 * @param {{ text: string, at: string | null }[]} parts
 */
export function fillReason(holder, parts) {
  const pieces = parts.map(({ text, at }) => at === null ? text : timeOf(at))
  const text = pieces.map(piece => piece.textContent ?? piece).join('')
  if (holder.textContent !== text) holder.replaceChildren(...pieces)
}
