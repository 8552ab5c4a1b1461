/** Reads an .env file; EnvFile.cs says the same, and what does not read. */

const ESCAPES = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', $: '$', '`': '`' }
const LINE_END = /\r\n?/g
const BLANKS = /^[ \t]+|[ \t]+$/g

/**
 * The variables of a text; what does not read is left out.
 * @param {string} text
 * @returns {{ name: string, value: string }[]}
 */
export function readEnv(text) {
  const rest = { text: text.replace(/^\uFEFF+/, '').replace(LINE_END, '\n'), at: 0 }
  const variables = []
  while (rest.at < rest.text.length) {
    const found = entry(rest)
    if (found && !variables.some(({ name }) => name === found.name)) variables.push(found)
  }
  return variables
}

function take(rest, pattern) {
  pattern.lastIndex = rest.at
  const found = pattern.exec(rest.text)
  rest.at += found[0].length
  return found[0]
}

const lineOf = rest => {
  const line = take(rest, /[^\n]*/y)
  rest.at++
  return line
}

function entry(rest) {
  take(rest, /[ \t]*(?:export[ \t]+(?![ \t=]))?/y)
  const next = rest.text[rest.at]
  if (next === undefined || next === '\n' || next === '#') return void lineOf(rest)
  const name = nameOf(rest, next)
  if (!name) return null
  const value = valueOf(rest)
  return value === null ? null : { name, value }
}

function nameOf(rest, first) {
  if (first === '"' || first === "'") {
    const name = quoted(rest)
    take(rest, /[ \t]*/y)
    if (name !== null && rest.text[rest.at] === '=') {
      rest.at++
      return name
    }
    return void lineOf(rest)
  }
  const name = take(rest, /[^\n=]*/y)
  if (rest.text[rest.at] !== '=' || name === '') return void lineOf(rest)
  rest.at++
  return name.replace(/[ \t]+$/, '')
}

function valueOf(rest) {
  const from = rest.at
  take(rest, /[ \t]*/y)
  if (rest.text[rest.at] === '"' || rest.text[rest.at] === "'") {
    const value = quoted(rest)
    return /^[ \t]*(?:#|$)/.test(lineOf(rest)) ? value : null
  }
  rest.at = from
  return lineOf(rest).replace(/(?<=[ \t])#.*/s, '').replace(BLANKS, '')
}

function quoted(rest) {
  const quote = rest.text[rest.at++]
  let value = ''
  for (; rest.at < rest.text.length; rest.at++) {
    const c = rest.text[rest.at]
    if (c === quote) {
      rest.at++
      return value
    }
    const meant = c === '\\' && quote === '"' ? ESCAPES[rest.text[rest.at + 1]] : undefined
    value += meant ?? c
    if (meant !== undefined) rest.at++
  }
  return null
}
