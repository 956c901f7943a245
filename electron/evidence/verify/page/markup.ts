/** Markup that is safe to stand in a page: everything that came into it as text was escaped. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | null | Markup | readonly Part[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  !/[&<>"']/.test(text) ? text : text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter)

const written = (part: Part): string => {
  if (part instanceof Markup) return part.text
  if (part === null) return ''
  return typeof part === 'object' ? part.map(written).join('') : escaped(String(part))
}

/** Markup from a template: every text that is put into it is a stranger's and escaped, in elements and in quoted attributes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.map((text, at) => text + written(parts[at] ?? null)).join(''))
