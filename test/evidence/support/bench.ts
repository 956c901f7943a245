import { expect } from 'vitest'
import { type SigningIdentity, signerOf } from '../../../electron/evidence/identity.ts'
import { buildReport } from '../../../electron/evidence/report.ts'
import type { Signer } from '../../../electron/evidence/signer.ts'
import type { RejectCode } from '../../../electron/evidence/verify/rejected.ts'
import type { Results } from '../../../electron/evidence/verify/results-shape.ts'
import { type VerifyOptions, type VerifyReport, verifyPack } from '../../../electron/evidence/verify/verify-pack.ts'
import { fileOf } from './insider.ts'
import { type Sample, samplePack, sealedAt } from './sample-visit.ts'

/** One sealed sample, its key, and the verifier set up to trust its root at the time of sealing. */
export interface Bench {
  readonly pack: Sample['pack']
  readonly identity: SigningIdentity
  readonly signer: Signer
  verify(bytes: Buffer, options?: Partial<VerifyOptions>): Promise<VerifyReport>
  expectRejected(bytes: Buffer, code: RejectCode, options?: Partial<VerifyOptions>): Promise<void>
}

export async function makeBench(): Promise<Bench> {
  const { pack, identity } = await samplePack()
  const verify: Bench['verify'] = (bytes, options = {}) =>
    verifyPack(bytes, { rootsPem: [identity.rootPem], now: sealedAt, ...options })
  return {
    pack,
    identity,
    signer: signerOf(identity),
    verify,
    async expectRejected(bytes, code, options) {
      const { valid, reasons } = await verify(bytes, options)
      expect(reasons.map((reason) => reason.code)).toContain(code)
      expect(valid).toBe(false)
    },
  }
}

/** Rewrites a text file of the pack. */
export const change = (name: string, edit: (text: string) => string) => (files: Map<string, Buffer>) => {
  files.set(name, Buffer.from(edit(fileOf(files, name).toString())))
}

export const evidenceName = (files: ReadonlyMap<string, Buffer>): string =>
  [...files.keys()].find((name) => name.startsWith('evidence/')) ?? ''

export const resultsOf = (files: ReadonlyMap<string, Buffer>): Results =>
  JSON.parse(fileOf(files, 'results.json').toString()) as Results

/** A report over these results that carries those bytes, signed by that signer. */
export const reportOf = (results: Results, resultsBytes: Buffer, signer: Signer): Promise<Buffer> =>
  buildReport({ results, resultsBytes, signer, signingTime: sealedAt })
