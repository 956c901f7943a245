import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Device, noIdentity } from '../../electron/model/device.ts'
import type { Finding } from '../../electron/model/finding.ts'
import type { SiteRecord } from '../../electron/model/site.ts'
import type { SiteKeys } from '../../electron/vault/keys.ts'

export const now = '2026-03-04T05:06:07.000Z'

export const siteRecord: SiteRecord = {
  id: '4b1a1d9e-58b3-4d5e-9a5d-0d6f7c1e2a3b',
  name: 'Warehouse South',
  customer: 'Example Logistics',
  contract: null,
  technician: 'A. Tester',
  company: 'Example Integrators',
  checklist: 'baseline',
  scope: { targets: ['127.77.0.0/24'], interfaces: [], excluded: [] },
  settings: { ntpServers: ['127.77.0.1'], neededProtocols: ['HTTPS'] },
  practice: true,
  createdAt: now,
}

export const device = (id: string, model = 'P3245-LV'): Device => ({
  id,
  endpoint: { address: '127.77.0.9', forwarded: false, ports: { http: 80 } },
  identity: { ...noIdentity, manufacturer: 'AXIS', model },
  deviceClass: 'camera',
  driver: 'axis',
  endpointReference: null,
  marks: { 'http.title': "Robert'); DROP TABLE devices;--" },
  firstSeenAt: now,
  lastSeenAt: now,
})

export const finding = (deviceId: string, item: string): Finding => ({
  deviceId,
  item,
  check: 'time-synchronized',
  title: 'Clock',
  severity: 'high',
  outcome: 'fail',
  observed: 'none\u0000\u202e"',
  expected: 'NTP',
  references: [],
  fix: 'offered',
  instruction: null,
  problem: null,
  facts: ['time.ntp'],
  at: now,
})

/** Keys as `deriveSiteKeys` makes them, without the half second that it takes. */
export function quickKeys(): SiteKeys {
  const [salt, databaseKey, wrapKey] = [randomBytes(16), randomBytes(32), randomBytes(32)]
  return { salt, databaseKey, wrapKey, wipe: () => undefined }
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'fieldseal-test-'))
}

/** Descriptors of this process that point below `folder`. Empty where the system cannot say. */
export function openDescriptors(folder: string): string[] {
  if (process.platform !== 'linux') return []
  return fs.readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const target = fs.readlinkSync(`/proc/self/fd/${descriptor}`)
      return target.startsWith(folder) ? [target] : []
    } catch (error) {
      // The descriptor of the listing itself is gone by now.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  })
}

export function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    const { code, remedy } = error as { code?: string; remedy?: string }
    if (code === undefined || remedy === undefined || remedy.length === 0) throw error
    return code
  }
  return 'no error'
}
