/**
 * xterm.js writes styles as text: style elements, and style attributes for colours of 24 bits. The content policy forbids both, and allows the same through the object model.
 * The page of a terminal has nothing else that makes styles, so it is done for all of it.
 */
export function allowStyles() {
  const make = Document.prototype.createElement
  Document.prototype.createElement = function (name, ...rest) {
    return String(name).toLowerCase() === 'style' ? sheetElement(make.call(this, 'span')) : make.call(this, name, ...rest)
  }
  const set = Element.prototype.setAttribute
  HTMLElement.prototype.setAttribute = function (name, value) {
    if (name === 'style') this.style.cssText = value
    else set.call(this, name, value)
  }
}

/** Stands where the style element would: what is written into it becomes a sheet of the document. */
function sheetElement(stand) {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  stand.hidden = true
  let text = ''
  Object.defineProperty(stand, 'textContent', {
    get: () => text,
    set: value => {
      text = value
      sheet.replaceSync(value)
    },
  })
  stand.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(other => other !== sheet)
    Element.prototype.remove.call(stand)
  }
  return stand
}
