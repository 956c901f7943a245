import type { Certificate } from './certificate.ts'
import { checkName, isAddedLater } from './names.ts'
import { digest } from './primitives.ts'
import { reject } from './rejected.ts'
import { checkTimestamp } from './timestamp.ts'

export const renewalList = (number: number): string => `timestamps/RENEWAL-${number}.SHA512SUMS`
export const renewalReply = (number: number): string => `${renewalList(number)}.tsr`
const renewalName = /^timestamps\/RENEWAL-([1-9]\d{0,2})\.SHA512SUMS(\.tsr)?$/

export const isRenewal = (name: string): boolean => renewalName.test(name)

/** `<sha512>  <path>` lines over these files, as `sha512sum` writes and reads them. */
export const writeRenewal = (files: Iterable<readonly [string, Uint8Array]>): Buffer =>
  Buffer.from([...files].map(([name, bytes]) => `${digest('sha512', bytes).toString('hex')}  ${name}\n`).join(''))

export interface Renewal {
  readonly number: number
  readonly time: string
  readonly authority: string
}

/**
 * Checks the renewals of a pack: lists with a stronger digest over everything that was there, older timestamps too, each
 * stamped anew before the older means grew weak. Numbered from 1, each later than the one before.
 *
 * @param privateNames Files that only the customer's pack has: they may be listed and withheld, all of them together.
 * @throws {PackRejected} `pack/renewal-invalid`, `pack/timestamp-invalid`, `pack/timestamp-untrusted`
 * @see RFC 4998 5.2, for the same thought with hash trees
 */
export async function checkRenewals(
  files: ReadonlyMap<string, Buffer>,
  privateNames: readonly string[],
  roots: readonly Certificate[],
): Promise<readonly Renewal[]> {
  const count = [...files.keys()].filter(isRenewal).length / 2
  const renewals: Renewal[] = []
  for (let number = 1; number <= count; number += 1) {
    const [list, reply] = [files.get(renewalList(number)), files.get(renewalReply(number))]
    if (list === undefined || reply === undefined) {
      reject('pack/renewal-invalid', `Renewal ${number} is not whole: a list and its timestamp belong together.`)
    }
    checkList(files, list, number, privateNames)
    const { time, authority } = await checkTimestamp(reply, list, roots, renewalReply(number))
    const before = renewals.at(-1)
    if (before !== undefined && Number(time) < Date.parse(before.time)) {
      reject('pack/renewal-invalid', `Renewal ${number} is older than the one before it.`)
    }
    renewals.push({ number, time: time.toISOString(), authority })
  }
  if (!Number.isInteger(count)) reject('pack/renewal-invalid', 'A renewal is not whole.')
  return renewals
}

function checkList(
  files: ReadonlyMap<string, Buffer>,
  list: Buffer,
  number: number,
  privateNames: readonly string[],
): void {
  const sums = readList(list, number)
  const withheld = privateNames.length > 0 && privateNames.every((name) => !files.has(name))
  for (const [name, sum] of sums) {
    const bytes = files.get(name)
    if (bytes === undefined && withheld && privateNames.includes(name)) continue
    if (bytes === undefined || digest('sha512', bytes).toString('hex') !== sum) {
      reject('pack/renewal-invalid', `Renewal ${number} lists ${name} otherwise than it is.`)
    }
  }
  for (const name of files.keys()) {
    if (!sums.has(name) && !isAddedLater(name))
      reject('pack/renewal-invalid', `Renewal ${number} does not list ${name}.`)
  }
}

function readList(list: Buffer, number: number): ReadonlyMap<string, string> {
  const text = list.toString('latin1')
  const sums = new Map<string, string>()
  const malformed = (): never => reject('pack/renewal-invalid', `The list of renewal ${number} is malformed.`)
  if (!text.endsWith('\n')) malformed()
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sum = malformed(), name = malformed()] = /^([0-9a-f]{128}) {2}([\x21-\x7e]+)$/.exec(line) ?? []
    if (sums.has(checkName(name))) malformed()
    sums.set(name, sum)
  }
  return sums
}
