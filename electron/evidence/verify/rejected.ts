/** Why a pack is not accepted. Stable: scripts of auditors depend on these words. */
export type RejectCode =
  | 'pack/container'
  | 'pack/unsafe-name'
  | 'pack/duplicate-name'
  | 'pack/bomb'
  | 'pack/file-missing'
  | 'pack/file-changed'
  | 'pack/file-extra'
  | 'pack/private-incomplete'
  | 'pack/sums-malformed'
  | 'pack/signature-malformed'
  | 'pack/signature-invalid'
  | 'pack/signer-untrusted'
  | 'pack/signer-expired'
  | 'pack/no-root'
  | 'pack/claim-in-future'
  | 'pack/claim-before-certificate'
  | 'pack/claim-after-timestamp'
  | 'pack/claim-too-old'
  | 'pack/timestamp-invalid'
  | 'pack/timestamp-untrusted'
  | 'pack/timestamp-missing'
  | 'pack/renewal-invalid'
  | 'pack/log-stamp-invalid'
  | 'pack/signer-revoked'
  | 'pack/crl-invalid'
  | 'pack/countersignature-invalid'
  | 'pack/countersignature-untrusted'
  | 'pack/countersignature-missing'
  | 'pack/witness-malformed'
  | 'pack/scope-contradiction'
  | 'pack/manifest'
  | 'pack/context-malformed'
  | 'pack/context-contradiction'
  | 'pack/other-site'
  | 'pack/other-nonce'
  | 'pack/log-broken'
  | 'pack/log-differs'
  | 'pack/results-malformed'
  | 'pack/results-contradiction'
  | 'pack/evidence-malformed'
  | 'pack/attachment-differs'
  | 'pack/report-malformed'
  | 'pack/report-signature'
  | 'pack/report-differs'

/** One rule that a pack breaks. Stays inside verify/: `verifyPack` turns it into a reason. */
export class PackRejected extends Error {
  override readonly name = 'PackRejected'
  readonly code: RejectCode
  constructor(code: RejectCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** @throws {PackRejected} always */
export function reject(code: RejectCode, message: string): never {
  throw new PackRejected(code, message)
}

/** What a parser of somebody else's says no to, in whatever way, is a malformed pack. */
export async function parsed<T>(code: RejectCode, message: string, parse: () => T | Promise<T>): Promise<T> {
  try {
    return await parse()
  } catch (error) {
    if (error instanceof PackRejected) throw error
    throw new PackRejected(code, message, { cause: error })
  }
}
