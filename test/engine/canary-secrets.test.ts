import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFRawStream } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPdf, streamBytes } from '../../electron/evidence/verify/pdf-file.ts'
import { verifyPack } from '../../electron/evidence/verify/verify-pack.ts'
import { readZip } from '../../electron/evidence/verify/zip-reader.ts'
import { exporters } from '../../electron/exporters/index.ts'
import { Secret } from '../../electron/model/secret.ts'
import { never, passphrase, SiteFixture } from './site-fixture.ts'

const entered = 'Canary<&"\'>+/= 7qZ'
const snmpKey = 'canary-snmp-auth-8842'
const handover = 'canary handover words 19'

/** Every way in which a file could hold the secret without looking for it. */
function forms(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret, 'utf8')
  const xml = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
  const base64 = [0, 1, 2].map((shift) =>
    // In the middle of a longer text the letters depend on what stands before: the inner ones of each shift are the same.
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  )
  const json = JSON.stringify(secret).slice(1, -1)
  const texts = [
    secret,
    xml,
    json,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    ...base64,
  ]
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(secret, 'utf16le'), Buffer.from(bytes.toString('hex'))]
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

/** The bytes of a file and of everything that is packed inside it. */
async function contentsOf(path: string): Promise<readonly (readonly [string, Buffer])[]> {
  const bytes = readFileSync(path)
  if (!path.endsWith('.asice')) return [[path, bytes]]
  const inside = [...readZip(bytes)].map(([name, content]) => [`${path}/${name}`, content] as const)
  const report = inside.find(([name]) => name.endsWith('report.pdf'))?.[1] ?? Buffer.alloc(0)
  const streams = (await openPdf(report)).context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [streamBytes(object)] : []))
  return [[path, bytes], ...inside, ...streams.map((stream) => [`${path}/report.pdf stream`, stream] as const)]
}

describe('a whole visit with marked passwords', () => {
  let site: SiteFixture
  let out: string
  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'canary-'))
    site = await SiteFixture.start({ devices: 8 })
    await site.discover()
    site.session.logins.add(null, { username: 'canary', password: Secret.of(entered) })
    site.session.logins.setUsm({
      user: 'canary',
      authProtocol: 'sha256',
      authKey: Secret.of(snmpKey),
      privProtocol: 'aes',
      privKey: Secret.of(`${snmpKey}-priv`),
    })
    await site.assess()
    await site.fix()
    await site.assess()
    for (const variant of ['insurer', 'customer'] as const) {
      await site.session.seal({
        variant,
        out: join(out, `${variant}.asice`),
        nonce: null,
        signal: never(),
        on: () => undefined,
      })
    }
    for (const exporter of exporters) {
      writeFileSync(join(out, `findings.${exporter.extension}`), exporter.write(site.session.exportInput()))
    }
    writeFileSync(join(out, 'passwords.kdbx'), await site.session.handOver(Secret.of(handover)))
  }, 120_000)
  afterAll(async () => {
    await site.stop()
    rmSync(out, { recursive: true })
  })

  it('leaves none of them in any file that it wrote, in any form', async () => {
    const devices = site.session.devices()
    const generated = devices.flatMap((device) =>
      site.session.logins
        .accounts(device.id)
        .map(({ username }) => site.session.logins.reveal(device.id, username).reveal()),
    )
    expect(generated.length).toBeGreaterThan(2)
    // Words of a few letters are public defaults, which a report may name.
    const secrets = [...new Set([entered, snmpKey, `${snmpKey}-priv`, handover, passphrase, ...generated])].filter(
      ({ length }) => length >= 10,
    )
    const paths = [...filesUnder(out), ...filesUnder(site.folder)]
    expect(paths.length).toBeGreaterThan(8)
    const files = (await Promise.all(paths.map(contentsOf))).flat()
    // The questions and answers of the devices are among what is searched.
    const excerpts = files.filter(([name, bytes]) => name.includes('customer.asice/') && bytes.includes('"excerpts"'))
    expect(excerpts.some(([, bytes]) => bytes.includes('GetDeviceInformation'))).toBe(true)
    expect(excerpts.some(([, bytes]) => bytes.includes('[removed]'))).toBe(true)
    const found = files.flatMap(([name, bytes]) =>
      secrets.flatMap((secret) =>
        forms(secret).some((form) => bytes.includes(form)) ? [`${name} holds ${secret}`] : [],
      ),
    )
    expect(found).toEqual([])
  })

  it('would be seen if they were there', () => {
    for (const form of forms(entered)) expect(Buffer.concat([Buffer.from('x'), form]).includes(form)).toBe(true)
    const wrapped = Buffer.from(Buffer.from(`admin:${entered}!`).toString('base64'))
    expect(forms(entered).some((form) => wrapped.includes(form))).toBe(true)
  })

  it('gives a pack that verifies all the same', async () => {
    const root = readFileSync(join(out, 'insurer.root.pem'), 'utf8')
    const report = await verifyPack(readFileSync(join(out, 'customer.asice')), { rootsPem: [root], now: new Date() })
    expect(report.reasons).toEqual([])
  })
})
