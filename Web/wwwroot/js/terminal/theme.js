/** The terminal's colours are the product's: the status colours where programs expect red, green, yellow and blue. */
const COLOURS = {
  background: '--sunken',
  foreground: '--ink',
  cursor: '--accent',
  cursorAccent: '--sunken',
  black: '--canvas',
  red: '--failed',
  green: '--running',
  yellow: '--idle',
  blue: '--progress',
  magenta: '--accent',
  cyan: ['--progress', '--running', 50],
  white: '--muted',
  brightBlack: '--faint',
  brightRed: ['--failed', '--ink', 75],
  brightGreen: ['--running', '--ink', 75],
  brightYellow: ['--idle', '--ink', 75],
  brightBlue: ['--progress', '--ink', 75],
  brightMagenta: ['--accent', '--ink', 75],
  brightCyan: ['--progress', '--running', 35],
  brightWhite: '--ink',
  selectionBackground: ['--accent', '--sunken', 30],
}

/** The colours as they are now, light or dark. @param {HTMLElement} at */
export function theme(at) {
  const probe = document.createElement('span')
  at.append(probe)
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const found = {}
  for (const [name, of] of Object.entries(COLOURS)) {
    probe.style.color = typeof of === 'string' ? `var(${of})` : `color-mix(in srgb, var(${of[0]}) ${of[2]}%, var(${of[1]}))`
    canvas.fillStyle = getComputedStyle(probe).color
    canvas.fillRect(0, 0, 1, 1)
    found[name] = `rgb(${[...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].join(', ')})`
  }
  probe.remove()
  return found
}

/** Calls when the system, or somebody, turns to the other of light and dark. @param {() => void} changed */
export function whenThemeChanges(changed) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed)
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}
