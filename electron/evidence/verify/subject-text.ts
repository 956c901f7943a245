import { visibleText } from '../../model/visible-text.ts'
import { childrenOf, type Der, oidText, readElement, tags } from './der.ts'

/** Short names of the attributes of a name. @see RFC 4519 2, RFC 5280 A.1 */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** `O=Acme, CN=J. Doe on laptop 7`: the names of a subject on one line, as text of a stranger may be shown. */
export function subjectText(name: Buffer): string {
  const parts = childrenOf(readElement(name), tags.sequence, 'name').map((set) =>
    childrenOf(set, tags.set, 'name')
      .map((attribute) => {
        const [type, value] = childrenOf(attribute, tags.sequence, 'name')
        const id = oidText(type, 'name')
        return `${shortNames[id] ?? id}=${stringOf(value)}`
      })
      .join(' + '),
  )
  return visibleText(parts.join(', '))
}

/** @see X.690 8.23 */
function stringOf(value: Der | undefined): string {
  if (value === undefined) return ''
  const { tag, content } = value
  if (tag === 0x0c) return content.toString('utf8')
  if (tag === 0x1e && content.length % 2 === 0) return Buffer.from(content).swap16().toString('utf16le')
  return content.toString('latin1')
}
