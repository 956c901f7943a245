import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signerOf } from '../../electron/evidence/identity.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { writePack } from '../../electron/evidence/write-pack.ts'
import { largeVisit } from '../evidence/support/large-visit.ts'
import { sampleIdentity, sealedAt } from '../evidence/support/sample-visit.ts'

const sizes = [60, 250, 1_000] as const

/** How long a pack of a visit takes to build, sign and write, how long to verify, and how large it becomes. */
export async function evidenceBench(): Promise<void> {
  const identity = await sampleIdentity()
  const signer = signerOf(identity)
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    for (const size of sizes) {
      const input = largeVisit(size)
      const file = join(folder, `${size}.asice`)
      const begun = performance.now()
      await writePack(await buildPack(input, signer), 'customer', file)
      const built = performance.now()
      const bytes = readFileSync(file)
      const { valid } = await verifyPack(bytes, { rootsPem: [identity.rootPem], now: sealedAt })
      const verified = performance.now()
      const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(2)} s`
      process.stdout.write(
        `${size} devices x 48 items: built, signed and written in ${seconds(begun, built)}, verified in ${seconds(built, verified)} ` +
          `(${valid ? 'valid' : 'NOT VALID'}), ${(bytes.length / 1_048_576).toFixed(1)} MiB\n`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
