/** Shorter pieces of base64 and hex occur by chance in any text. */
const shortestPiece = 6

/**
 * Every way in which an exchange or a file may hold a text without looking for it: as it is, escaped for XML, JSON and URLs, as
 * hex, and in base64 at each of the three places where a longer text can put it. Longest first.
 */
export function writingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8')
  const hex = bytes.toString('hex')
  const escaped = [
    text,
    JSON.stringify(text).slice(1, -1),
    xml(text, '&quot;', '&apos;'),
    xml(text, '&#34;', '&#39;'),
    xml(text, '"', "'"),
    ...urls(text),
  ]
  const pieces = [hex, hex.toUpperCase(), ...base64Of(bytes)].filter(({ length }) => length >= shortestPiece)
  return [...new Set([...escaped, ...pieces])].filter((each) => each !== '').sort((a, b) => b.length - a.length)
}

/** Half of a surrogate pair cannot be escaped. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

function xml(text: string, quote: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote)
    .replaceAll("'", apostrophe)
}

function urls(text: string): readonly string[] {
  const component = encodeURIComponent(wellFormed(text))
  const strict = component.replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  const lower = (url: string) => url.replace(/%[0-9A-F]{2}/g, (one) => one.toLowerCase())
  return [component, strict, lower(component), lower(strict)].flatMap((url) => [url, url.replaceAll('%20', '+')])
}

/** The letters that depend on nothing but the text itself, wherever it stands in what was encoded. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const from = shift === 0 ? 0 : shift + 1
    const to = (bytes.length + shift) % 3 === 0 ? whole.length : whole.length - 1
    const inner = whole.slice(from, to)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
