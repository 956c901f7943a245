import { basename } from 'node:path'
import { readCompany } from '../../engine/seal/company-files.ts'
import { type Company, rootFingerprintOf } from '../../evidence/company.ts'
import type { Secret } from '../../model/secret.ts'

/** What may be shown of a company: nothing of its keys. */
export interface CompanySummary extends Pick<Company, 'name' | 'issued'> {
  readonly fileName: string
  readonly rootPem: string
  readonly rootFingerprint: string
}

export const summaryOf = (file: string, { name, issued, root }: Company): CompanySummary => ({
  fileName: basename(file),
  name,
  issued,
  rootPem: root.certificatePem,
  rootFingerprint: rootFingerprintOf(root.certificatePem),
})

/** Of the company as its file holds it now. @throws {VaultError} {IdentityDamaged} */
export const readSummary = async (file: string, passphrase: Secret): Promise<CompanySummary> =>
  summaryOf(file, await readCompany(file, passphrase))
