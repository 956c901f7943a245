import { createHash, randomBytes } from 'node:crypto'
import type { Credential } from '../../model/secret.ts'
import { namespaces } from './namespaces.ts'
import { element, type XmlText } from './xml-write.ts'

const profile = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest'
const base64 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary'

/**
 * The Security header with a UsernameToken: the password is proven and never written.
 *
 * @param created device time, UTC, to the millisecond
 * @see OASIS WSS UsernameToken Profile 1.0, section 3.1
 */
export function usernameToken(credential: Credential, created: Date): XmlText {
  const nonce = randomBytes(20)
  const createdText = created.toISOString()
  const digest = createHash('sha1')
    .update(nonce)
    .update(createdText)
    .update(credential.password.bytes())
    .digest('base64')
  return element(
    'wsse:Security',
    element('wsse:UsernameToken', [
      element('wsse:Username', credential.username),
      element('wsse:Password', digest, { Type: profile }),
      element('wsse:Nonce', nonce.toString('base64'), { EncodingType: base64 }),
      element('wsu:Created', createdText),
    ]),
    {
      'xmlns:wsse': namespaces.wsse,
      'xmlns:wsu': namespaces.wsu,
      's:mustUnderstand': '1',
    },
  )
}
