/** XML that was built here: text in it is escaped already. */
export interface XmlText {
  readonly xml: string
}

/**
 * One element with its children. Names are those of this code; every text and attribute is escaped, so that no value (a password
 * least of all) can become markup.
 *
 * @throws {RangeError} when a text holds a character that XML 1.0 cannot carry
 */
export function element(
  name: string,
  content: string | number | boolean | XmlText | readonly XmlText[] = [],
  attributes: Readonly<Record<string, string>> = {},
): XmlText {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  const inner = contentOf(content)
  const open = `<${name}${written.join('')}`
  return { xml: inner === '' ? `${open}/>` : `${open}>${inner}</${name}>` }
}

function contentOf(content: string | number | boolean | XmlText | readonly XmlText[]): string {
  if (typeof content === 'string') return escapeXml(content)
  if (typeof content === 'number' || typeof content === 'boolean') return String(content)
  return 'xml' in content ? content.xml : content.map(({ xml }) => xml).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function escapeXml(text: string): string {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) || /\p{Surrogate}/u.test(text)) {
    throw new RangeError('a text holds a character that XML cannot carry')
  }
  return text.replace(/[&<>"'\t\n\r]/g, (letter) => entities[letter] ?? letter)
}
