/** Terminal sequences in lines: colours are drawn, the rest is left out. LogText.cs has the same expression and leaves out all. */

// ECMA-48 5.3 to 5.6 and ECMA-35: control sequences; strings up to BEL or ST; an escape, intermediates and one final character; the same from U+0080 to U+009F; SO and SI.
// eslint-disable-next-line no-control-regex
const SEQUENCE = /(?:\x1b\[|\x9b)([0-?]*)([ -/]*)([@-~]?)|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|[\x90\x98\x9d-\x9f][^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]?|[\x80-\x9f\x0e\x0f]/g
const STYLES = { 1: 'bold', 2: 'faint', 3: 'italic', 4: 'underline', 21: 'underline' }
const STYLE_ENDS = { 22: ['bold', 'faint'], 23: ['italic'], 24: ['underline'] }
const COLOURS = [38, 48, 58]

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
    // Parameters that begin with < = > or ? are somebody's own, and no colours.
    if (match[3] === 'm' && !match[2] && /^[\d;:]*$/.test(match[1])) colour = change(match[1], colour, styles)
  }
  take(text.slice(done))
  while (found.at(-1) === null) found.pop()
  return found.slice(found.lastIndexOf(null) + 1)
}

/** Select Graphic Rendition (ECMA-48, 8.3.117), the 16 colours; of 256 and of true colours those that have a name. Sub-parameters after colons belong to their parameter alone (ISO 8613-6). */
function change(parameters, colour, styles) {
  const codes = parameters.split(';').map(parameter => parameter.split(':').map(Number))
  for (let i = 0; i < codes.length; i++) {
    const [code, ...sub] = codes[i]
    if (code === 0) {
      colour = ''
      styles.clear()
    } else if (code === 4 && sub[0] === 0) {
      styles.delete('underline')
    } else if (STYLES[code]) {
      styles.add(STYLES[code])
    } else if (STYLE_ENDS[code]) {
      for (const style of STYLE_ENDS[code]) styles.delete(style)
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      colour = `ansi-${code % 10}`
    } else if (code === 39) {
      colour = ''
    } else if (COLOURS.includes(code)) {
      const [form, number] = sub.length > 0 ? sub : [codes[i + 1]?.[0], codes[i + 2]?.[0]]
      if (code === 38) colour = form === 5 && number < 16 ? `ansi-${number % 8}` : ''
      if (sub.length === 0) i += form === 5 ? 2 : form === 2 ? 4 : 0
    }
  }
  return colour
}
