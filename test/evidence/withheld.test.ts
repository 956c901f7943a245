import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AddressCover } from '../../electron/evidence/address-cover.ts'
import { signerOf } from '../../electron/evidence/identity.ts'
import { nextLogLine } from '../../electron/evidence/log.ts'
import { buildPack } from '../../electron/evidence/pack.ts'
import type { PackInput } from '../../electron/evidence/pack-input.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import type { Readings } from '../../electron/model/facts.ts'
import { zipOf } from './support/craft-zip.ts'
import { sampleIdentity, sampleInput, sealedAt } from './support/sample-visit.ts'

const at = '2026-11-21T13:20:00.000Z'
const hostname = 'gate-cam-07'
const ntp = 'time.warehouse.example'
const ipv6 = 'fe80::aecc:8eff:fe00:11'

/** Everything that must not be in the insurer's files, in the forms in which it comes up. */
const withheld = [
  /10\.20\.4\.\d/,
  /10\.99\.0\.\d/,
  /fe80:/i,
  /aecc:8eff/i,
  new RegExp(hostname, 'i'),
  /warehouse\.example/i,
  /ac[:.-]?cc[:.-]?8e[:.-]?00[:.-]?00/i,
]

const reading = <T>(value: T) => ({ end: 'value', value, readAt: at }) as const
const readings = (own: Readings): Readings => ({
  ...own,
  'network.hostname': reading({ name: hostname, fromDhcp: false }),
  'network.interfaces': reading([
    { name: 'eth0', mac: 'AC-CC-8E-00-00-11', addresses: ['10.20.4.11', ipv6], dhcp: false },
  ]),
  'log.syslog': reading([{ host: 'log.warehouse.example', port: 514, transport: 'udp', enabled: true }] as const),
})

/** The sample visit, with everything said in texts of findings, changes and the log too. */
function telling(): PackInput {
  const input = sampleInput()
  const said = `Found at 10.20.4.11 (${ipv6}, accc.8e00.0011) as ${hostname}.warehouse.example, clock from ${ntp}, ::ffff:10.99.0.7.`
  const [first, ...others] = input.devices
  if (first === undefined) throw new Error('the sample has no device')
  const device = {
    ...first,
    recognisedBy: [`ws-discovery from 10.20.4.11, urn:uuid:00000000-0000-1000-8000-accc8e000011`, hostname],
    asLeft: first.asLeft.map((finding, index) =>
      index === 5
        ? { ...finding, observed: said, facts: ['network.hostname', 'network.interfaces', 'log.syslog'] }
        : finding,
    ) as typeof first.asLeft,
    readings: { asFound: readings(first.readings.asFound ?? {}), asLeft: readings(first.readings.asLeft ?? {}) },
  }
  const genesis = { visit: input.visit.id, site: input.site.id }
  const lines = [...input.log]
  const scope = { targets: ['10.20.4.0/24'], interfaces: ['10.20.4.250'], excluded: ['10.20.4.99'] }
  const note = { type: 'note', address: '10.20.4.11', host: hostname, mac: 'ac:cc:8e:00:00:11' }
  for (const event of [{ type: 'scope.confirmed', ...scope }, note]) {
    lines.push(nextLogLine(lines.at(-1) ?? null, genesis, { t: at, mono: 1, ...event }))
  }
  return {
    ...input,
    devices: [device, ...others],
    site: {
      ...input.site,
      scope,
      settings: { ...input.site.settings, ntpServers: [ntp, '10.20.4.1'] },
    },
    excluded: [{ address: '10.20.4.99', reason: 'belongs to somebody else' }],
    log: lines,
    withholdAddresses: true,
  }
}

describe('a pack whose customer withholds addresses', () => {
  let folder: string
  let pack: Awaited<ReturnType<typeof buildPack>>
  let rootPem: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-withheld-'))
    const identity = await sampleIdentity()
    rootPem = identity.rootPem
    pack = await buildPack(telling(), signerOf(identity))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('holds no address, host name or hardware address in any file of the insurer, read as text or unpacked', () => {
    for (const [name, bytes] of pack.files.insurer) writeFileSync(join(folder, name.replaceAll('/', '_')), bytes)
    execFileSync('pdftotext', ['-layout', 'report.pdf', 'report.txt'], { cwd: folder })
    execFileSync('pdfdetach', ['-saveall', '-o', '.', 'report.pdf'], { cwd: folder })
    const told = execFileSync('pdfinfo', ['report.pdf'], { cwd: folder })
    writeFileSync(join(folder, 'info.txt'), told)
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(pack.files.insurer.length)
    const hits = files.flatMap((file) => {
      const text = readFileSync(join(folder, file)).toString('latin1')
      return withheld.filter((form) => form.test(text)).map((form) => `${file}: ${form}`)
    })
    expect(hits).toEqual([])
  })

  it('is valid for both readers under one signature, and the customer resolves every number', async () => {
    const options = { rootsPem: [rootPem], now: sealedAt }
    for (const variant of ['insurer', 'customer'] as const) {
      expect(await verifyPack(zipOf(pack.files[variant]), options)).toMatchObject({ valid: true, variant })
    }
    const signature = (variant: 'insurer' | 'customer') =>
      pack.files[variant].find(([name]) => name === 'SHA256SUMS.p7s')?.[1].toString('hex')
    expect(signature('insurer')).toBe(signature('customer'))
    const insurer = new Set(pack.files.insurer.map(([name]) => name))
    const own = pack.files.customer.filter(([name]) => !insurer.has(name)).map(([, bytes]) => bytes.toString())
    for (const form of withheld) expect(own.some((text) => form.test(text))).toBe(true)
    const resolving = own.map((text) => JSON.parse(text)).find(({ addresses }) => addresses !== undefined)
    expect(resolving.addresses).toEqual(
      expect.arrayContaining([
        { name: 'address-1', address: '10.20.4.11' },
        { name: 'mac-1', address: 'accc8e000011' },
        { name: expect.stringMatching(/^host-\d+$/), address: hostname },
      ]),
    )
  })

  it('says in results and report that something stands for addresses', () => {
    expect(pack.results.addresses).toBe('withheld')
    expect(pack.results.devices[0]).toMatchObject({ address: 'address-1', identity: { macs: ['mac-1'] } })
    expect(pack.results.scope.targets).toEqual([expect.stringMatching(/^address-\d+\/24$/)])
  })

  it('names a device alike in every file', () => {
    const text = (name: string) => pack.files.insurer.find(([file]) => file === name)?.[1].toString() ?? ''
    expect(text('report.html')).toContain('address-1')
    expect(text('log.ndjson')).toContain('"address":"address-1"')
    expect(text('log.ndjson')).toContain('"mac":"mac-1"')
  })

  it('holds them all where nobody withholds anything', async () => {
    const open = await buildPack({ ...telling(), withholdAddresses: false }, signerOf(await sampleIdentity()))
    const text = open.files.insurer.map(([, bytes]) => bytes.toString('latin1')).join('\n')
    for (const form of withheld) expect(form.test(text)).toBe(true)
  })
})

describe('what is covered', () => {
  const input = sampleInput()
  const cover = () => new AddressCover({ devices: input.devices })

  it.each([
    ['seen at 192.0.2.7.', 'seen at address-5.'],
    ['http://192.0.2.7:8080/x and [2001:db8::7]', 'http://address-5:8080/x and [address-6]'],
    ['2001:db8:1:2:3:4:5:6', 'address-5'],
    ['::1 and fe80::1%eth0', 'address-5 and address-6%eth0'],
    ['::ffff:192.0.2.7', 'address-5'],
    ['192.0.2.0/24', 'address-5/24'],
    ['00:1A:2b:3c:4d:5e, 00-1a-2b-3c-4d-5e, 001a.2b3c.4d5e', 'mac-5, mac-5, mac-5'],
  ])('%s', (text, covered) => {
    expect(cover().text(text)).toBe(covered)
  })

  it.each([
    'at 12:30:45 on 2026-11-21T13:20:00.000Z',
    'SHA-256 AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89',
    'version 5.60.1 of item NET-02, 1.2.840.113549.1.1.11',
    'a ratio of 3:2, std::vector, 0x00ff',
    '0a6c8d22-51ad-4a1c-8a39-6f6b1f0c2b77',
  ])('and not %s', (text) => {
    expect(cover().text(text)).toBe(text)
  })

  it('is no word of the pack itself, also where a device is named like one', async () => {
    const [first, ...others] = input.devices
    if (first === undefined) throw new Error('the sample has no device')
    const named = (name: string): Readings => ({
      ...first.readings.asLeft,
      'network.hostname': reading({ name, fromDhcp: false }),
    })
    for (const name of ['camera', 'axis', 'pass', 'high', 'site', 'onvif']) {
      const device = { ...first, readings: { asFound: named(name), asLeft: named(name) } }
      const identity = await sampleIdentity()
      const pack = await buildPack(
        { ...input, devices: [device, ...others], withholdAddresses: true },
        signerOf(identity),
      )
      const verdict = await verifyPack(zipOf(pack.files.insurer), { rootsPem: [identity.rootPem], now: sealedAt })
      expect({ name, valid: verdict.valid }).toEqual({ name, valid: true })
      expect(pack.results.devices[0]?.identity.manufacturer).toBe('AXIS')
    }
  })
})
