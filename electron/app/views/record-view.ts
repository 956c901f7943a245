import type { Input, Output } from '../../contract/channels.ts'
import type { SiteDrift } from '../../engine/visits/site-drift.ts'
import { type Device, endpointText } from '../../model/device.ts'
import { noGovernance, type SiteRecord, type SiteSettings } from '../../model/site.ts'

type Record = Output<'record.view'>
type Settings = NonNullable<Input<'record.save'>['settings']>
type Drift = NonNullable<Output<'record.drift'>>

/** Everything that people wrote down of a site. What nobody entered is empty or null. */
export function recordView(site: SiteRecord): Record {
  const { name, customer, contract, company, technician, settings, zones = [], governance = noGovernance } = site
  return structuredClone({
    about: { name, customer, contract, company, technician },
    governance,
    zones,
    settings: {
      neededServices: [],
      syslogTargets: [],
      allowedClients: [],
      certificateAuthorities: [],
      accounts: [],
      openPorts: [],
      gateways: [],
      dnsServers: [],
      jobList: [],
      forbiddenTargets: [],
      ...settings,
      timeZone: settings.timeZone ?? null,
      retentionDays: settings.retentionDays ?? null,
    },
  }) as Record
}

/** As the site file keeps them: what nobody entered is absent, so that a check says so and does not guess. */
export function settingsOf({ ntpServers, neededProtocols, timeZone, retentionDays, ...lists }: Settings): SiteSettings {
  const entered = Object.entries(lists).filter(([, list]) => list.length > 0)
  return {
    ntpServers,
    neededProtocols,
    ...(timeZone === null ? {} : { timeZone }),
    ...(retentionDays === null ? {} : { retentionDays }),
    ...Object.fromEntries(entered),
  }
}

/** What changed since the last sealed visit, each entry with the device that it can be opened under. */
export function driftView({ since, discovered, entries }: SiteDrift, devices: readonly Device[]): Drift {
  const deviceById = new Map(devices.map((device) => [device.id, device]))
  return {
    since: { ...since },
    discovered,
    entries: entries.map((entry) => {
      const device = entry.deviceId === null ? undefined : deviceById.get(entry.deviceId)
      return {
        kind: entry.kind,
        deviceId: device?.id ?? null,
        device: device === undefined ? null : endpointText(device.endpoint),
        item: 'item' in entry ? entry.item : null,
        text: entry.text,
        fact: 'fact' in entry ? { name: entry.fact, before: entry.before, now: entry.now } : null,
      }
    }),
  }
}
