import { readFile } from 'node:fs/promises'
import { driverById } from '../../drivers/index.ts'
import type { Handlers } from '../host/host.ts'
import { FileTrouble } from '../host/problems.ts'
import { changeView } from '../views/plan-view.ts'
import { deviceMoved } from './devices.ts'
import { withSecret } from './with-secret.ts'
import { written } from './written.ts'

/** More than any chain of certificates; less than what would fill memory. */
const largestCertificateFile = 1024 * 1024

/** What leaves the site of one device, and comes back to it, in files that a person chose. */
export const handOutHandlers = {
  'devices.handOuts': (host, { id }) => {
    const { session, kind } = host.shown()
    const driver = driverById(session.device(id)?.driver ?? '')
    const newest = kind === 'open' ? host.site().session.copies.list([id])[0] : undefined
    return {
      copy:
        newest === undefined
          ? null
          : {
              takenAt: newest.takenAt,
              restore: newest.restore,
              files: newest.files.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 })),
            },
      takesCertificates: driver?.certificates !== undefined,
    }
  },
  'devices.handOutCopy': async (host, { id, passphrase, out }) => {
    const { copies } = host.site().session
    await written(out, await withSecret(passphrase, (secret) => copies.handOut([id], secret)))
    return { saved: true }
  },
  'devices.requestCertificate': async (host, { id, out }) => {
    const { session, work } = host.site()
    await written(out, await work.run('fix', (signal) => session.certificates().request(id, signal)))
    return { saved: true }
  },
  'devices.installCertificate': async (host, { id, file }) => {
    const open = host.site()
    const pem = await certificateText(file)
    const change = await open.work.run('fix', (signal) => open.session.certificates().install(id, pem, { signal }))
    deviceMoved(host, id)
    return changeView(change, { needsSecondPerson: [] }, open.names())
  },
} satisfies Partial<Handlers>

async function certificateText(file: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (cause) {
    throw new FileTrouble(`The file could not be read (${(cause as NodeJS.ErrnoException).code}).`, { cause })
  }
  if (bytes.length > largestCertificateFile) throw new FileTrouble('This file is too large to be a certificate.')
  return bytes.toString('utf8')
}
