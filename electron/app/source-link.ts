/** Longer ones are not made by anybody who wants to be read. */
const mostCharacters = 2_048
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const publicName = new RegExp(`^(?:${label}\\.)+[a-z]{2,24}$`)
/** Names that never leave the network they are asked in. */
const localName = /\.(?:local|localhost|internal|lan|home|corp|arpa|test|invalid|example|onion)$/

/**
 * The address of a source as it may be handed to the browser of the system; null for all else. Only https on its own port, to
 * a public name in plain letters, without a login in it: no address of a device, no file, no program, no look-alike script.
 */
export function sourceLink(text: string): URL | null {
  if (text.length > mostCharacters || !/^https:\/\/[\x21-\x7e]+$/.test(text) || text.includes('\\')) return null
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const { protocol, hostname, port, username, password } = url
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return null
  if (!publicName.test(hostname) || hostname.includes('xn--') || localName.test(hostname)) return null
  return url
}
