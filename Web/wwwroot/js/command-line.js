/**
 * Splits a command as people type it into a program and its arguments; CommandLine.cs says the same.
 * @param {string} text
 * @returns {string[]}
 * @throws {Error} with a message for people
 */
export function splitCommand(text) {
  if (text.trimStart().startsWith('[')) return list(text)
  const all = []
  let current = ''
  let inside = false
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quote === "'") {
      if (c === "'") quote = ''
      else current += c
    } else if (c === '\\' && i + 1 < text.length && (!quote || '"\\$`'.includes(text[i + 1]))) {
      current += text[++i]
      inside = true
    } else if (quote && c === quote) {
      quote = ''
    } else if (!quote && (c === '"' || c === "'")) {
      quote = c
      inside = true
    } else if (!quote && /\s/.test(c)) {
      if (inside) all.push(current)
      current = ''
      inside = false
    } else {
      current += c
      inside = true
    }
  }
  if (quote) throw new Error(`A quote (${quote}) is opened and not closed.`)
  if (inside) all.push(current)
  return all
}

function list(text) {
  try {
    const found = JSON.parse(text)
    if (Array.isArray(found) && found.every(item => typeof item === 'string')) return found
  } catch {
    // Said below.
  }
  throw new Error('This begins like a JSON list and is none. Write ["sh", "-c", "…"], or a plain command line.')
}
