import { PackRejected } from '../../evidence/verify/rejected.ts'
import { verifyPack } from '../../evidence/verify/verify-pack.ts'
import type { PackRecord } from '../../model/pack-record.ts'
import type { Handlers } from '../host/host.ts'
import { RootUnreadable } from '../host/problems.ts'

export const evidenceHandlers = {
  'evidence.list': (host) => host.site().session.packs().map(packView),
  'evidence.seal': async (host, { variant, out }) => {
    const { session, work } = host.site()
    const record = await work.run('seal', (signal, report) =>
      session.seal({ variant, out, nonce: null, signal, on: report }),
    )
    return packView(record)
  },
  'evidence.verify': async (_host, { pack, rootPem }) => {
    try {
      const report = await verifyPack(pack, { rootsPem: rootPem === null ? [] : [rootPem], now: new Date() })
      return { ...report, reasons: [...report.reasons], held: [...report.held] }
    } catch (error) {
      if (!(error instanceof PackRejected)) throw error
      throw new RootUnreadable('The root file is not a certificate.', { cause: error })
    }
  },
} satisfies Partial<Handlers>

function packView({ visitId: _, signatureSha256: __, ...shown }: PackRecord) {
  return shown
}
