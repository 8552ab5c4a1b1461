/** Sizes that most containers fit in; SizePreset.cs says the same. Cores, and megabytes. */
export const SIZES = { light: [0.5, 512], medium: [1, 1024], heavy: [2, 2048], ml: [4, 8192] }

/** Shows only the fields that the size and the kind of health check ask for. @param {HTMLFormElement} form */
export function keepFields(form) {
  const shows = (part, wanted) => { part.hidden = !wanted && !part.querySelector('[aria-invalid="true"]') }

  function fit() {
    shows(form.querySelector('[data-own]'), form.elements.size.value === 'own')
    for (const part of form.querySelectorAll('[data-only]')) shows(part, part.dataset.only.split(' ').includes(form.elements.healthKind.value))
  }

  form.addEventListener('input', fit)
  fit()
}
