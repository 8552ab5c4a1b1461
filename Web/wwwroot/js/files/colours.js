const FOLDER = new URL('../../lib/highlight/', import.meta.url).pathname

// Longer texts stay in one colour: they would be coloured anew with each key.
const LONGEST = 200_000

const BY_NAME = { Dockerfile: 'dockerfile', Containerfile: 'dockerfile', Makefile: 'makefile', 'nginx.conf': 'nginx', Gemfile: 'ruby', '.env': 'properties', '.bashrc': 'bash', '.profile': 'bash' }
const BY_ENDING = {
  bash: 'bash', c: 'c', cc: 'cpp', cfg: 'ini', cjs: 'javascript', conf: 'ini', cpp: 'cpp', cs: 'csharp', css: 'css', csproj: 'xml', diff: 'diff', env: 'properties', go: 'go', graphql: 'graphql', h: 'c', hpp: 'cpp',
  htm: 'xml', html: 'xml', ini: 'ini', java: 'java', js: 'javascript', json: 'json', jsx: 'javascript', kt: 'kotlin', lua: 'lua', md: 'markdown', mjs: 'javascript', mk: 'makefile', nix: 'nix', patch: 'diff',
  php: 'php', pl: 'perl', properties: 'properties', py: 'python', rb: 'ruby', rs: 'rust', scss: 'scss', service: 'ini', sh: 'bash', sql: 'sql', svg: 'xml', swift: 'swift', toml: 'ini', ts: 'typescript', tsx: 'typescript',
  xml: 'xml', yaml: 'yaml', yml: 'yaml',
}

/**
 * What colours the text of a file, by its name; null for what has no language that we know.
 * @param {string} path
 * @returns {Promise<((text: string) => string | null) | null>} gives markup of spans, or null for what is too long
 */
export async function colours(path) {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const language = BY_NAME[name] ?? (name.includes('.') ? BY_ENDING[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] : null)
  if (!language) return null
  const [{ default: highlight }, { default: grammar }] = await Promise.all([import(`${FOLDER}core.min.js`), import(`${FOLDER}languages/${language}.min.js`)])
  highlight.registerLanguage(language, grammar)
  // The library escapes what is text: its markup has nothing but its own spans.
  return text => text.length > LONGEST ? null : highlight.highlight(text, { language, ignoreIllegals: true }).value
}
