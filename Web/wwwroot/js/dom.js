/** Small pieces of the document. Text goes in as text, never as markup. */

const ICONS = new URL('../icons.svg', import.meta.url).pathname

/**
 * Makes an element.
 * @param {string} name
 * @param {Record<string, string | null>} attributes null leaves one out
 * @param {...(Node | string)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** A drawing of icons.svg. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `${ICONS}#icon-${name}`)
  svg.append(use)
  return svg
}

/** The element that data-part names. @param {ParentNode} root @param {string} name @returns {HTMLElement | null} */
export const part = (root, name) => root.querySelector(`[data-part="${name}"]`)

/** Writes text only where it differs, so that selections and screen readers are left alone. @param {Element | null} at @param {string} text */
export function write(at, text) {
  if (at && at.textContent !== text) at.textContent = text
}

/** A time element that times.js keeps right. @param {string} iso @param {'ago' | 'since' | 'until'} kind */
export const when = (iso, kind = 'ago') => element('time', { datetime: iso, [`data-${kind}`]: '' })
