/** Menus (details) close by Escape, by a click elsewhere, and when another opens; dialogs open by data-opens and close by data-close. */
export function keepMenus() {
  const open = () => document.querySelectorAll('details.opens-menu[open]')

  document.addEventListener('click', event => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false
    const opener = event.target.closest('[data-opens]')
    if (opener) {
      event.preventDefault()
      opener.closest('details.opens-menu')?.removeAttribute('open')
      document.getElementById(opener.dataset.opens)?.showModal()
    }
    const closer = event.target.closest('[data-close]')
    if (closer) {
      // A link with data-close leads to the page without the dialog when there are no scripts.
      event.preventDefault()
      closer.closest('dialog')?.close()
    }
  })

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    for (const menu of open()) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })

  document.addEventListener('keydown', event => {
    const menu = event.target.closest?.('details.opens-menu[open]')
    if (!menu || !['ArrowDown', 'ArrowUp'].includes(event.key)) return
    event.preventDefault()
    const items = [...menu.querySelectorAll('.menu :is(a, button):not([hidden])')]
    const at = items.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)
    items.at(at % items.length)?.focus()
  })
}
