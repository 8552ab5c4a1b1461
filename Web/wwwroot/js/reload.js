let leaving = false
addEventListener('beforeunload', () => { leaving = true })

/** Loads the page anew, unless its reader is on the way to another one. */
export function reload() {
  if (!leaving) location.reload()
}
