/** Terminal sequences in lines: colours are drawn, the rest is left out; LogText.cs leaves out both. */

// CSI, OSC and two-character sequences; the parameters of a CSI that ends with m are colours.
// eslint-disable-next-line no-control-regex
const SEQUENCE = /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]/g
const STYLES = { 1: 'bold', 2: 'faint', 3: 'italic', 4: 'underline' }
const STYLE_ENDS = { 22: ['bold', 'faint'], 23: ['italic'], 24: ['underline'] }

/**
 * A line's text as pieces of one style each. What carriage returns wrote over is left out, as on a terminal.
 * @param {string} text
 * @returns {{ text: string, style: string }[]} styles are class names
 */
export function pieces(text) {
  const found = []
  let colour = ''
  const styles = new Set()
  let done = 0
  const take = piece => {
    for (const part of piece.split(/(\r)/)) {
      if (part === '\r') found.push(null)
      else if (part) found.push({ text: part, style: [colour, ...styles].filter(Boolean).join(' ') })
    }
  }
  for (const match of text.matchAll(SEQUENCE)) {
    take(text.slice(done, match.index))
    done = match.index + match[0].length
    if (match[2] === 'm') colour = change(match[1], colour, styles)
  }
  take(text.slice(done))
  while (found.at(-1) === null) found.pop()
  return found.slice(found.lastIndexOf(null) + 1)
}

/** Select Graphic Rendition (ECMA-48, 8.3.117), the 16 colours; of 256 and of true colours those that have a name. */
function change(parameters, colour, styles) {
  const codes = parameters.split(/[;:]/).map(Number)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code === 0) {
      colour = ''
      styles.clear()
    } else if (STYLES[code]) {
      styles.add(STYLES[code])
    } else if (STYLE_ENDS[code]) {
      for (const style of STYLE_ENDS[code]) styles.delete(style)
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      colour = `ansi-${code % 10}`
    } else if (code === 39) {
      colour = ''
    } else if (code === 38 || code === 48) {
      if (code === 38 && codes[i + 1] === 5 && codes[i + 2] < 16) colour = `ansi-${codes[i + 2] % 8}`
      i += codes[i + 1] === 5 ? 2 : 4
    }
  }
  return colour
}
