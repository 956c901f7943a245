import type { HttpAnswer } from '../protocols/http/http-request.ts'

/** What the start page of a web server says of its maker. */
export function pageMarks({ status, headers, body, challenges }: HttpAnswer, address: string): Record<string, string> {
  const title = /<title[^>]{0,200}>([^<]{0,2000})<\/title/i.exec(body.toString('utf8', 0, 64 * 1024))?.[1]
  const location = status >= 300 && status < 400 ? (headers.location ?? '') : ''
  const own = `http://${hostText(address)}/`
  const host = location !== '' && URL.canParse(location, own) ? new URL(location, own).hostname : ''
  return {
    'http.server': headers.server ?? '',
    'http.realm': challenges.map(({ params }) => params.get('realm') ?? '').find((realm) => realm !== '') ?? '',
    'http.title': title?.replace(/\s+/g, ' ') ?? '',
    'http.location': location,
    'http.frames': headers['x-frame-options'] ?? '',
    'http.p3p': headers.p3p ?? '',
    'xaddr.foreign': host === hostText(address) ? '' : host,
  }
}

const hostText = (address: string): string => (address.includes(':') ? `[${address}]` : address)
