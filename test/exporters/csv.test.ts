import { describe, expect, it } from 'vitest'
import { csv } from '../../electron/exporters/csv.ts'
import type { ExportInput } from '../../electron/exporters/exporter.ts'
import { exporters } from '../../electron/exporters/index.ts'
import { type Device, noIdentity } from '../../electron/model/device.ts'
import type { Finding } from '../../electron/model/finding.ts'
import type { SiteRecord, Visit } from '../../electron/model/site.ts'

const at = '2026-11-21T13:20:00.000Z'
const site: SiteRecord = {
  id: 'site-1',
  name: 'Łódź, Nord',
  customer: null,
  contract: null,
  technician: 'J. Doe',
  company: 'Acme',
  checklist: 'baseline',
  scope: null,
  settings: { ntpServers: [], neededProtocols: [] },
  practice: false,
  createdAt: at,
}
const visit: Visit = { id: 'visit-1', number: 2, startedAt: at, endedAt: null, before: null }

const device = (model: string | null): Device => ({
  id: 'device-1',
  endpoint: { address: '10.0.0.7', forwarded: true, ports: { http: 8080 } },
  identity: { ...noIdentity, manufacturer: 'AXIS', model, serial: 'ACCC8E000007' },
  deviceClass: 'camera',
  driver: 'axis',
  endpointReference: null,
  marks: {},
  firstSeenAt: at,
  lastSeenAt: at,
})

const finding = (outcome: Finding['outcome'], observed: string): Finding => ({
  deviceId: 'device-1',
  item: 'ACC-01',
  check: 'default-passwords-gone',
  title: 'No login of the vendor works',
  severity: 'critical',
  outcome,
  observed,
  expected: 'No public default is let in',
  references: ['IEC 62443-4-2 CR 1.1', 'CR 1.5'],
  fix: 'offered',
  instruction: null,
  problem: null,
  facts: [],
  at,
})

const write = (model: string | null = 'P3245', more: Partial<ExportInput> = {}): string =>
  csv
    .write({
      site,
      visit,
      catalog: { version: 41, date: '2026-11-14', ageDays: 7 },
      devices: [device(model)],
      asFound: [finding('fail', 'root was let in')],
      asLeft: [],
      ...more,
    })
    .toString('utf8')

describe('findings as CSV', () => {
  it('say loudly in every row that the catalog is old', () => {
    const text = write('P3245', { catalog: { version: 41, date: '2026-01-01', ageDays: 325 } })
    expect(text).toContain('325 days old. WARNING: Catalog is 325 days old: ')
    expect(write()).not.toContain('WARNING')
  })

  it('are one row per device and item, as found beside as left', () => {
    const text = write('P3245', { asLeft: [finding('fixed', 'root was refused')] })
    expect(text.split('\r\n')[1]).toBe(
      '"Łódź, Nord","2","10.0.0.7:8080","camera","AXIS","P3245","","ACCC8E000007","ACC-01","No login of the vendor works",' +
        '"critical","fail","fixed","root was let in","root was refused","No public default is let in",' +
        '"IEC 62443-4-2 CR 1.1; CR 1.5","2026-11-21T13:20:00.000Z","No. 41 of 2026-11-14, 7 days old","","baseline"',
    )
    expect(text.split('\r\n')).toHaveLength(3)
  })

  it('say in every row how much less than the baseline the list asks, and whose it is', () => {
    const loosened = [{ item: 'TIM-01', how: 'left out' }]
    const strength = { own: true, comparedWith: { id: 'baseline', version: '1.2.0' }, loosened }
    const asFound = [{ ...finding('pass', 'fine'), loosened: ['longest 8, the baseline asks 4'] }]
    const input = { asFound, asLeft: [], strength }
    expect(write('P3245', input)).toContain(
      '"longest 8, the baseline asks 4","baseline. This checklist is not one of the product: who sealed brought it. Of the baseline 1.2.0 it leaves out 1 point."',
    )
    const visitOf = {
      site,
      visit,
      catalog: { version: 41, date: '2026-11-14', ageDays: 7 },
      devices: [device('P3245')],
    }
    for (const { id, write: written } of exporters) {
      const text = written({ ...visitOf, ...input }).toString()
      expect([id, text.includes('longest 8, the baseline asks 4'), /left out|leaves out 1 point/.test(text)]).toEqual([
        id,
        true,
        true,
      ])
    }
  })

  it('say notchecked where nobody looked again', () => {
    expect(write()).toContain('"fail","notchecked"')
  })

  it('begin with a byte order mark', () => {
    expect(write().charCodeAt(0)).toBe(0xfeff)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\u00a0=1', '\uff1d1', '|calc', '%0A=1'])(
    'never start a formula: %j',
    (model) => {
      const [, row = ''] = write(model).split('\r\n')
      expect(row.split('","')[5]).toMatch(/^'|^␉/)
    },
  )

  it('stay one row and one cell, whatever a device calls itself', () => {
    const [, row = '', rest] = write('a"b,c\r\n"=1,\u202Ed').split('\r\n')
    expect(row).toContain('"a""b,c␍␊""=1,[U+202E]d"')
    expect(rest).toBe('')
  })

  it('are in the list of formats under the name of their file', () => {
    expect(exporters.map(({ id }) => id)).toContain('csv')
  })
})
