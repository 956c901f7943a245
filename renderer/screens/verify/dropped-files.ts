/** Packs of one check that are read into memory, in bytes together; main refuses more. */
const packLimit = 512 * 1024 * 1024
const certificateLimit = 100_000

/** What a certificate file is there for. */
export const certificateUses = ['root', 'stamp', 'customer', 'revocation'] as const
export type CertificateUse = (typeof certificateUses)[number]

export interface DroppedPack {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}
export interface DroppedCertificate {
  readonly name: string
  readonly pem: string
  readonly use: CertificateUse
}

export interface Dropped {
  readonly packs: readonly DroppedPack[]
  readonly certificates: readonly DroppedCertificate[]
  /** Names of files that were too large to be read. */
  readonly tooLarge: readonly string[]
}

export const nothingDropped: Dropped = { packs: [], certificates: [], tooLarge: [] }

/** Reads dropped files: certificates by their ending, everything else is taken for a pack. The same name again replaces. */
export async function readDropped(files: readonly File[], known: Dropped): Promise<Dropped> {
  let { packs, certificates } = known
  const tooLarge: string[] = []
  for (const file of files) {
    const { name } = file
    const isCertificate = /\.(pem|crt|cer|crl)$/i.test(name)
    const others = packs.filter((pack) => pack.name !== name)
    const room = packLimit - others.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (file.size > (isCertificate ? certificateLimit : room)) tooLarge.push(name)
    else if (isCertificate) {
      const pem = await file.text()
      const use = guessOf(name, pem, certificates)
      certificates = [...certificates.filter((certificate) => certificate.name !== name), { name, pem, use }]
    } else packs = [...others, { name, bytes: new Uint8Array(await file.arrayBuffer()) }]
  }
  return { packs, certificates, tooLarge }
}

/** A guess that the person can put right: lists say what they are, and the first certificate is the root of the signer. */
function guessOf(name: string, pem: string, known: readonly DroppedCertificate[]): CertificateUse {
  if (pem.includes('X509 CRL') || /crl/i.test(name)) return 'revocation'
  if (/tsa|timestamp|stamp/i.test(name)) return 'stamp'
  if (/customer/i.test(name)) return 'customer'
  return known.some(({ use }) => use === 'root') && !/root/i.test(name) ? 'customer' : 'root'
}
