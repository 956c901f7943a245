import { randomInt } from 'node:crypto'
import { Secret } from '../model/secret.ts'

/**
 * Letters and digits that are not taken for one another in print, and marks that need no escaping in URL, XML, form, CGI
 * parameter, shell or INI file. @see RFC 3986 section 2.3
 */
export const safeAlphabet = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.'

export interface PasswordRules {
  /** 8 to 128; default 20. Below the number of classes of the alphabet is a bug. */
  readonly length?: number
  /** What the device can store; what breaks parsers is left out of it. Default `safeAlphabet`. */
  readonly alphabet?: string
}

/** Printable ASCII that some device takes for syntax, in a request or in its own configuration file. */
const breaking = new Set('&<>"\'%+;:/\\ `$#?@,=*()[]{}|^~!')
const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]

/**
 * A random password, uniform over all that hold at least one character of each class of the alphabet and begin and end with a
 * letter or digit (a mark there is lost in copying, or makes a formula of a table cell).
 */
export function generatePassword({ length = 20, alphabet = safeAlphabet }: PasswordRules = {}): Secret {
  const letters = [...new Set(alphabet)].filter((letter) => /^[\x21-\x7e]$/.test(letter) && !breaking.has(letter))
  const wanted = classes.filter((kind) => letters.some((letter) => kind.test(letter)))
  const plain = letters.filter((letter) => /[a-zA-Z0-9]/.test(letter)).length
  if (!Number.isInteger(length) || length < 8 || length > 128) throw new Error('a password has 8 to 128 characters')
  if (plain < 10) throw new Error('this alphabet has fewer than ten letters and digits that devices can take')
  for (;;) {
    const bytes = Buffer.alloc(length)
    for (let index = 0; index < length; index += 1) {
      bytes[index] = letters[randomInt(letters.length)]?.charCodeAt(0) ?? 0
    }
    if (fits(bytes, wanted)) return Secret.fromBytes(bytes)
    bytes.fill(0)
  }
}

function fits(bytes: Buffer, wanted: readonly RegExp[]): boolean {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte))
  const isPlain = (letter: string | undefined) => letter !== undefined && /[a-zA-Z0-9]/.test(letter)
  return (
    isPlain(letters[0]) &&
    isPlain(letters.at(-1)) &&
    wanted.every((kind) => letters.some((letter) => kind.test(letter)))
  )
}
