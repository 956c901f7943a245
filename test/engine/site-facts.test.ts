import { describe, expect, it } from 'vitest'
import { isSiteFact, siteFact, siteReadings } from '../../electron/engine/device/site-facts.ts'
import { type Conflict, type Device, noIdentity } from '../../electron/model/device.ts'
import { noGovernance, type SiteRecord } from '../../electron/model/site.ts'

const at = '2026-11-22T08:00:00.000Z'
const device = (address: string, parts: Partial<Device['identity']> = {}): Device => ({
  id: 'd1',
  endpoint: { address, forwarded: false, ports: { http: 80 } },
  identity: { ...noIdentity, ...parts },
  deviceClass: 'nvr',
  driver: 'onvif',
  endpointReference: null,
  marks: {},
  firstSeenAt: at,
  lastSeenAt: at,
})
const site = (parts: Partial<SiteRecord['settings']> = {}, zones: SiteRecord['zones'] = []) =>
  ({ settings: { ntpServers: [], neededProtocols: [], ...parts }, zones }) as unknown as SiteRecord
const placeOf = (of: Device, record: SiteRecord, conflicts: Conflict[] = []) =>
  siteFact('site.place', of, { site: record, conflicts, at })

describe('the place of a device in its site', () => {
  it('has its kind, the moment of the look and the first zone that holds it', () => {
    const hall = { name: 'hall', networks: ['10.0.0.0/24'], criticality: 'high', safetyImpact: 'life-safety' } as const
    const rest = { ...hall, name: 'rest', networks: ['10.0.0.0/8'] }
    expect(placeOf(device('10.0.0.7'), site({}, [hall, rest]))).toMatchObject({ at, deviceClass: 'nvr', zone: hall })
    expect(placeOf(device('10.1.0.7'), site({}, [hall, rest])).zone).toEqual(rest)
    expect(placeOf(device('192.0.2.7'), site({}, [hall, rest])).zone).toBeNull()
  })

  it.each([
    ['by its serial', { serial: 'abc', mac: null, address: null }, true],
    ['by another serial at the same address', { serial: 'other', mac: null, address: '10.0.0.7' }, false],
    ['by its MAC in another spelling', { serial: null, mac: 'AA-BB-CC-00-00-01', address: null }, true],
    ['by its address', { serial: null, mac: null, address: '10.0.0.7' }, true],
    ['by another address', { serial: null, mac: null, address: '10.0.0.8' }, false],
  ])('is on the job list %s: %s', (_, entry, listed) => {
    const known = device('10.0.0.7', { serial: 'ABC', macs: ['aa:bb:cc:00:00:01'] })
    expect(placeOf(known, site({ jobList: [{ ...entry, note: null }] })).onJobList).toBe(listed)
  })

  it('says nothing of a job list that is not there', () => {
    expect(placeOf(device('10.0.0.7'), site()).onJobList).toBeNull()
  })

  it('names what it shares with another device', () => {
    const conflict: Conflict = { kind: 'duplicate-serial', value: 'S1', addresses: ['10.0.0.7', '10.0.0.8'] }
    expect(placeOf(device('10.0.0.7'), site(), [conflict]).sharedWith).toEqual(['serial S1 also at 10.0.0.8'])
    expect(placeOf(device('10.0.0.9'), site(), [conflict]).sharedWith).toEqual([])
  })
})

describe('the facts of the site', () => {
  it('are known without any device, also in files from before they could be written down', () => {
    const facts = siteReadings(['site.governance', 'site.segmentation'], { site: site(), conflicts: [], at })
    expect(facts['site.governance']).toEqual({ end: 'value', value: noGovernance, readAt: at })
    expect(facts['site.segmentation']).toMatchObject({ end: 'unsupported' })
  })

  it('are told from those of a device', () => {
    expect(isSiteFact('site.place')).toBe(true)
    expect(isSiteFact('site.segmentation')).toBe(false)
    expect(isSiteFact('time.ntp')).toBe(false)
  })
})
