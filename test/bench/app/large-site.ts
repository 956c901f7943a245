import { loadChecklist } from '../../../electron/catalog/checklist.ts'
import { SiteSession } from '../../../electron/engine/session.ts'
import type { Device, DeviceClass } from '../../../electron/model/device.ts'
import type { Finding } from '../../../electron/model/finding.ts'
import type { Outcome } from '../../../electron/model/outcome.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { SiteFile } from '../../../electron/store/site-file.ts'
import { deriveSiteKeys } from '../../../electron/vault/keys.ts'

const makers = [
  ['AXIS', 'P3265-V', '11.11.73'],
  ['Hikvision', 'DS-2CD2143G2-I', 'V5.7.3 build 220112'],
  ['Dahua', 'IPC-HDBW5241E', '2.800.0000000.11.R'],
  ['Hanwha Vision', 'XNV-8080R', '1.41.02'],
  ['Bosch', 'NBE-3502-AL', '7.84.0029'],
] as const
const classes: readonly DeviceClass[] = ['camera', 'camera', 'camera', 'nvr', 'door-controller']
const outcomes: readonly Outcome[] = [
  'pass',
  'pass',
  'fail',
  'pass',
  'unknown',
  'pass',
  'notchecked',
  'notapplicable',
  'error',
]
const at = '2026-01-02T03:04:05.000Z'

/** A site file with this many judged devices, as a visit of two days would leave it. Answers its passphrase. */
export async function largeSite(
  file: string,
  devices: number,
  folders: { checklists: string; firmwareCatalog: string },
) {
  const words = 'nine calm herons over the harbour'
  const passphrase = Secret.of(words)
  const session = await SiteSession.create(
    file,
    passphrase,
    {
      name: 'Large site',
      customer: null,
      contract: null,
      technician: 'A. Person',
      company: 'Installers',
      checklist: 'baseline',
      settings: { ntpServers: [], neededProtocols: [] },
      practice: false,
    },
    { resources: { ...folders, installedCatalog: null }, toolVersion: '0.0.0' },
  )
  const visit = session.visit()
  session.close()
  const keys = await deriveSiteKeys(passphrase, SiteFile.readSalt(file))
  const store = SiteFile.open(file, keys.databaseKey)
  const { items } = loadChecklist(folders.checklists, 'baseline')
  const made = Array.from({ length: devices }, (_, index) => device(index))
  store.transaction(() => {
    store.updateSite({ scope: { targets: ['10.64.0.0/16'], interfaces: [], excluded: [] } })
    store.saveDevices(made)
    made.forEach(({ id }, index) => {
      const findings = items.map((item, place): Finding => finding(id, item, index * 7 + place * 3))
      store.saveFindings(visit.id, id, 'as-found', findings)
      store.saveFindings(visit.id, id, 'as-left', findings)
    })
  })
  store.close()
  keys.wipe()
  passphrase.wipe()
  return words
}

function device(index: number): Device {
  const [manufacturer, model, firmware] = makers[index % makers.length] ?? makers[0]
  const hex = index.toString(16).padStart(12, '0')
  return {
    id: `00000000-0000-4000-8000-${hex}`,
    endpoint: {
      address: `10.64.${Math.floor(index / 250)}.${(index % 250) + 1}`,
      forwarded: false,
      ports: { http: 80 },
    },
    identity: {
      manufacturer,
      model,
      firmware,
      build: null,
      serial: `SN${hex.toUpperCase()}`,
      hardwareId: null,
      macs: [(hex.match(/../g) ?? []).join(':')],
    },
    deviceClass: classes[index % classes.length] ?? 'camera',
    driver: 'onvif',
    endpointReference: null,
    marks: {},
    firstSeenAt: at,
    lastSeenAt: new Date().toISOString(),
  }
}

type Item = ReturnType<typeof loadChecklist>['items'][number]

function finding(deviceId: string, item: Item, seed: number): Finding {
  return {
    deviceId,
    item: item.id,
    check: null,
    title: item.title,
    severity: item.severity,
    outcome: outcomes[seed % outcomes.length] ?? 'pass',
    observed: 'What the device answered when it was asked, in the length that is usual.',
    expected: 'What the checklist wants to see there.',
    references: [],
    fix: seed % 4 === 0 ? 'offered' : 'none',
    instruction: null,
    problem: null,
    facts: [],
    at,
  }
}
