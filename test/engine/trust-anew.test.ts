import { expect, it, onTestFinished } from 'vitest'
import { ownPorts } from '../../electron/engine/inventory/own-ports.ts'
import { type Device, type Endpoint, noIdentity } from '../../electron/model/device.ts'
import type { SiteFile } from '../../electron/store/site-file.ts'
import { SiteFixture } from './site-fixture.ts'

const address = '127.0.0.1'
const deviceAt = (id: string, forwarded: boolean, ports: Endpoint['ports'], at = address): Device => ({
  id,
  endpoint: { address: at, forwarded, ports },
  identity: noIdentity,
  deviceClass: 'camera',
  driver: null,
  endpointReference: null,
  marks: {},
  firstSeenAt: '2026-11-01T08:00:00.000Z',
  lastSeenAt: '2026-11-01T08:00:00.000Z',
})

it('a certificate that is trusted anew costs no other device behind the same address its own', async () => {
  const site = await SiteFixture.start({ devices: 2, personality: 'onvif-camera', ports: 'high', seed: 'trust anew' })
  onTestFinished(() => site.stop())
  await site.discover()
  const { store } = site.session as unknown as { readonly store: SiteFile }
  const [first, second] = site.session.devices()
  const [one, other] = [first?.endpoint.ports.http ?? 0, second?.endpoint.ports.http ?? 0]
  expect([first?.endpoint, second?.endpoint]).toMatchObject([
    { address, forwarded: true },
    { address, forwarded: true },
  ])
  expect(new Set([0, one, other]).size).toBe(3)
  for (const port of [443, one, other]) store.pins.savePin(address, port, 'ab'.repeat(32))
  site.session.trustCertificateAnew(first?.id ?? '')
  expect(store.pins.ports(address)).toEqual([443, other].sort((a, b) => a - b))
  const lines = store.logLines(site.session.visit().id).map((line) => JSON.parse(String(line)))
  expect(lines.at(-1)).toMatchObject({
    type: 'certificate.trusted-anew',
    device: first?.id,
    forgotten: 1,
    ports: [one],
  })
})

it('a device with an address of its own has all its ports, but for those of what is forwarded there', () => {
  const direct = deviceAt('a', false, { http: 80, https: 443 })
  const forwarded = deviceAt('b', true, { http: 8_001, https: 8_441 })
  const elsewhere = deviceAt('c', true, { https: 8_443 }, '127.0.0.2')
  const all = [direct, forwarded, elsewhere]
  expect(ownPorts(direct, all, [322, 443, 8_001, 8_441, 8_443])).toEqual([322, 443, 8_443])
  expect(ownPorts(forwarded, all, [322, 443, 8_001, 8_441, 8_443])).toEqual([8_001, 8_441])
  expect(ownPorts(deviceAt('d', true, { http: 8_002 }), all, [443])).toEqual([])
})
