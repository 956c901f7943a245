import type { Certificate } from './certificate.ts'
import { childrenOf, type Der, oidText, tags } from './der.ts'
import { archivedCrlName, timestampName } from './names.ts'
import { PackRejected, reject } from './rejected.ts'
import { checkRenewals, isRenewal, type Renewal } from './renewal.ts'
import { type RevocationList, readRevocationPem } from './revocation.ts'
import { readSums } from './sums.ts'
import { checkTimestamp, checkTimestampToken } from './timestamp.ts'

export interface Stamp {
  readonly file: string
  readonly time: string
  /** Names in the certificate of the authority. */
  readonly authority: string
}

/** What was added to a pack in `timestamps/`, all of it checked. */
export interface AddedProofs {
  /** Earliest time that an authority vouches for. */
  readonly time: Date | null
  readonly stamps: readonly Stamp[]
  readonly renewals: readonly Renewal[]
  readonly crls: readonly RevocationList[]
}

type Files = ReadonlyMap<string, Buffer>

/** Every file in `timestamps/` proves itself, or the pack is rejected. */
export async function checkAddedProofs(
  files: Files,
  tsaRoots: readonly Certificate[],
  { requireTimestamp = false }: { readonly requireTimestamp?: boolean },
): Promise<AddedProofs> {
  const names = [...files.keys()].filter((name) => name.startsWith('timestamps/')).sort()
  const stamps: Stamp[] = []
  const crls: RevocationList[] = []
  for (const name of names) {
    if (isRenewal(name)) continue
    const bytes = files.get(name) ?? Buffer.alloc(0)
    if (archivedCrlName.test(name)) {
      crls.push(...(await readRevocationPem(bytes.toString('latin1'), name)))
      continue
    }
    if (!timestampName.test(name)) reject('pack/timestamp-invalid', `${name} is no timestamp of this pack.`)
    const signature = files.get('SHA256SUMS.p7s') ?? reject('pack/file-missing', 'SHA256SUMS.p7s is missing.')
    const { time, authority } = await checkTimestamp(bytes, signature, tsaRoots, name)
    stamps.push({ file: name, time: time.toISOString(), authority })
  }
  if (stamps.length === 0 && requireTimestamp) {
    reject('pack/timestamp-missing', 'A trusted timestamp is demanded and the pack has none.')
  }
  const renewals = await checkRenewals(files, privateNames(files), tsaRoots)
  if (renewals.length > 0 && stamps.length === 0) {
    reject('pack/renewal-invalid', 'There is a renewal, and no timestamp that it renews.')
  }
  const times = stamps.map(({ time }) => Date.parse(time))
  return { time: times.length === 0 ? null : new Date(Math.min(...times)), stamps, renewals, crls }
}

function privateNames(files: Files): readonly string[] {
  const list = files.get('SHA256SUMS.private')
  return list === undefined ? [] : [...readSums(list, 'SHA256SUMS.private').keys()]
}

const signatureTimestamp = '1.2.840.113549.1.9.16.2.14'

/**
 * The time in a signature itself, where it was added. One token over the value of the signature, nothing else.
 *
 * @param unsigned Attributes outside the signature.
 * @throws {PackRejected} `pack/manifest`, `pack/timestamp-invalid`, `pack/timestamp-untrusted`
 * @see ETSI EN 319 122-1 5.3 (CAdES-T), RFC 3161 A
 */
export async function checkSignatureTimestamp(
  unsigned: Der,
  value: Buffer,
  tsaRoots: readonly Certificate[],
  name: string,
): Promise<void> {
  const [attribute, ...more] = attributesOf(unsigned, name)
  if (attribute?.type !== signatureTimestamp || more.length > 0) {
    reject('pack/manifest', `${name} holds attributes that nobody signed.`)
  }
  await checkTimestampToken(attribute.value, value, tsaRoots, name)
}

function attributesOf(unsigned: Der, name: string): readonly { readonly type: string; readonly value: Buffer }[] {
  try {
    return childrenOf(unsigned, tags.context(1), 'unsigned attributes').map((attribute) => {
      const [type, values, ...others] = childrenOf(attribute, tags.sequence, 'attribute')
      const [value, ...moreValues] = childrenOf(values, tags.set, 'attribute')
      if (value === undefined || moreValues.length > 0 || others.length > 0) {
        reject('pack/manifest', `${name} holds an attribute of another form.`)
      }
      return { type: oidText(type, 'attribute'), value: value.raw }
    })
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new PackRejected('pack/manifest', `${name}: ${cause.message}`, { cause })
  }
}
