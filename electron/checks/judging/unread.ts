import type { AuthenticationOffer, UnreadTlsPort } from '../../model/security-facts.ts'

/** What is said of a port whose TLS nobody could look at. */
export const unreadPort = ({ port, unread }: UnreadTlsPort): string =>
  unread === 'unreachable' ? `${port}: no answer over TLS` : `${port}: its answer over TLS could not be read`

/** What is said of an interface that nobody could ask for its login. */
export const unreadLogin = ({ interface: login, encrypted, unread }: AuthenticationOffer): string => {
  const name = `${login}${encrypted ? ' over TLS' : ''}`
  return unread === 'unreachable' ? `${name} gave no answer` : `the answer of ${name} could not be read`
}
