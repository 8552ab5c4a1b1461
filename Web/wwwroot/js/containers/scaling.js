import { part, when, write } from '../dom.js'
import { bytes, cores, word } from '../format.js'
import { refreshTimes } from '../times.js'

/** Fields of a container that its scaling shows. */
export const SCALING = `autoscale { min max } boost { bytes until } resources { cpu memoryBytes }
  scalingDecisions(first: 10) { nodes { at action fromCpu toCpu fromMemoryBytes toMemoryBytes reason refusedBecause } }`

/** ScalingFacts.cs says the same. */
const WORDS = { UP: ['Grew', 'Not grown'], DOWN: ['Shrank', 'Not shrunk'], BOOST: ['Boosted', 'Not boosted'], END_BOOST: ['Boost over', 'Boost over'] }
const changeOf = d => [
  d.fromCpu === d.toCpu ? null : `${cores(d.fromCpu)} to ${cores(d.toCpu)} cores`,
  d.fromMemoryBytes === d.toMemoryBytes ? null : `${bytes(d.fromMemoryBytes)} to ${bytes(d.toMemoryBytes)}`
].filter(Boolean).join(', ')
const policyOf = ({ min, max }) => min === max ? `stays ${word(min)}` : `${word(min)} to ${word(max)}`

/** Brings what scaling did up to date. @param {HTMLElement} root @param {any} container */
export function fillScaling(root, container) {
  const decisions = container.scalingDecisions.nodes
  part(root, 'scaling').hidden = decisions.length === 0 && !container.autoscale
  write(part(root, 'scaling-policy'), container.autoscale ? policyOf(container.autoscale) : '')
  write(part(root, 'cpu'), `${cores(container.resources.cpu)} cores`)
  write(part(root, 'memory'), bytes(container.resources.memoryBytes))
  const boost = part(root, 'boost')
  boost.hidden = !container.boost
  if (container.boost) {
    write(part(boost, 'boost-bytes'), bytes(container.boost.bytes))
    part(boost, 'boost-until').replaceChildren(when(container.boost.until, 'until'))
  }
  part(root, 'no-decisions').hidden = decisions.length > 0
  const list = part(root, 'decisions')
  if (list.children.length !== decisions.length || list.firstElementChild?.querySelector('time')?.dateTime !== decisions[0]?.at) list.replaceChildren(...decisions.map(make))
  refreshTimes(root)
}

function make(decision) {
  const item = document.getElementById('decision').content.firstElementChild.cloneNode(true)
  const refused = decision.refusedBecause !== null
  const status = part(item, 'word')
  status.dataset.status = refused ? 'failed' : 'running'
  write(status, WORDS[decision.action][refused ? 1 : 0])
  write(part(item, 'change'), changeOf(decision))
  part(item, 'at').replaceChildren(when(decision.at))
  write(part(item, 'why'), refused ? `${decision.reason} ${decision.refusedBecause}` : decision.reason)
  return item
}
