import type { BuiltPack } from './built-pack.ts'
import { EvidenceInconsistent } from './errors.ts'
import { checkContents } from './verify/check-contents.ts'
import { checkSignature } from './verify/cms-reader.ts'
import { oids } from './verify/oids.ts'
import { PackRejected } from './verify/rejected.ts'

/**
 * Holds a pack against the rules of the verifier before anybody gets it. Whether the signer is trusted is for its readers
 * to say and not asked here.
 *
 * @throws {EvidenceInconsistent} with the first rule that it breaks
 */
export async function checkOwnPack(pack: BuiltPack): Promise<void> {
  try {
    const files = new Map(pack.files.customer)
    const sums = files.get('SHA256SUMS') ?? Buffer.alloc(0)
    const signature = await checkSignature(files.get('SHA256SUMS.p7s') ?? Buffer.alloc(0), {
      detached: sums,
      contentType: oids.data,
    })
    await checkContents(files, signature, { tsaRoots: [] }, async (_name, check) => check())
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new EvidenceInconsistent(`What was to be sealed breaks a rule of the pack: ${cause.message}`, { cause })
  }
}
