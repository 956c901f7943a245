import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../electron/model/device.ts'
import { newKey, pemOf, publicKeyOf, signCertificate } from '../../electron/practice/certificate.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { requestedKey } from '../../electron/protocols/tls/certificate-request.ts'
import { never, SiteFixture } from './site-fixture.ts'

const dayMs = 24 * 60 * 60_000
/** One for each test, in their order. */
const count = 8

describe('certificates and versions of TLS', () => {
  let site: SiteFixture
  beforeAll(async () => {
    const lineUp = Array.from({ length: count }, () => ({ personality: 'onvif-camera' as const, model: 'P3265-V' }))
    site = await SiteFixture.start({ devices: count, lineUp, ports: 'standard', seed: 'certificates' })
    for (const { address } of site.practice.devices) {
      const simulated = site.practice.device(address)
      Object.assign(simulated.faults, noFaults())
      simulated.state.settings.httpPolicy = 'http-and-https'
      simulated.state.settings.tls = {
        versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
        certificate: { validFrom: '2020-01-01', validTo: '2021-01-01' },
      }
      await simulated.followState()
    }
    await site.discover()
    await site.assess()
  }, 60_000)
  afterAll(() => site.stop())
  const shown = async ({ keystore }: PracticeDevice) => new X509Certificate((await keystore.inUse()).cert)
  const pinOf = (device: Device) =>
    site.session.findings(device.id).asLeft.find(({ item }) => item === 'TLS-02')?.observed ?? ''

  it('a certificate that ended is renewed: in date, long enough, and named after the address', async () => {
    const { ended, device, simulated } = await site.change('certificate-valid', 0)
    expect(ended).toMatchObject({ state: 'fixed', disruption: 'medium' })
    const certificate = await shown(simulated)
    expect(certificate.subjectAltName).toBe(`IP Address:${device.endpoint.address}`)
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBeGreaterThanOrEqual(2_048)
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now() + 365 * dayMs)
    expect(site.outcome(device, 'TLS-02')).toBe('fixed')
    expect(pinOf(device)).toContain(device.endpoint.address)
  })

  it('is not called renewed by a device that only says so, and the old pin stays', async () => {
    const before = await shown(site.at(1).simulated)
    const { ended, device, simulated } = await site.change('certificate-valid', 1, {
      silentlyIgnoreWrites: ['ReplaceServerCertificateAssignment'],
    })
    expect(ended).toMatchObject({ state: 'rolled-back', problem: { code: 'fix/not-kept' } })
    expect((await shown(simulated)).fingerprint256).toBe(before.fingerprint256)
    expect(site.outcome(device, 'TLS-02')).toBe('fail')
  })

  it('is renewed although the answer was lost: what the device shows counts', async () => {
    const { ended, device } = await site.change('certificate-valid', 2, {
      answerLostAfterWrite: ['ReplaceServerCertificateAssignment'],
    })
    expect(ended?.state).toBe('fixed')
    expect(site.outcome(device, 'TLS-02')).toBe('fixed')
  })

  it('goes back to the old one where the device shows another than was ordered', async () => {
    const before = await shown(site.at(3).simulated)
    const { ended, device, simulated } = await site.change('certificate-valid', 3, { servesOtherCertificate: true })
    expect(ended).toMatchObject({ state: 'rolled-back', problem: { code: 'fix/not-kept' } })
    expect(simulated.keystore.assigned).toBe('path-factory')
    expect((await shown(simulated)).fingerprint256).toBe(before.fingerprint256)
    expect(site.outcome(device, 'TLS-02')).toBe('fail')
    await site.assess([device.id])
    expect(site.outcome(device, 'TIM-02')).not.toBe('error')
  })

  it('a device that is reached over HTTPS alone is renewed too, and reached with its new certificate', async () => {
    const { simulated } = site.at(6)
    await site.change('https-on', 6)
    expect(simulated.state.settings.httpPolicy).toBe('https-only')
    const { ended, device } = await site.change('certificate-valid', 6)
    expect(ended).toMatchObject({ state: 'fixed' })
    await site.assess([device.id])
    expect(site.outcome(device, 'TLS-02')).toBe('fixed')
    expect(site.outcome(device, 'TIM-02')).not.toBe('error')
  })

  describe('of the authority of the site', () => {
    const authority = { name: 'Site CA', organization: 'Customer' }
    let requestPem: string
    let signed: (key: Buffer) => Promise<string>
    beforeAll(async () => {
      const key = await newKey(2_048)
      signed = async (publicKey) =>
        pemOf(
          signCertificate({
            subject: { name: site.at(7).device.endpoint.address, organization: 'Camera' },
            issuer: authority,
            issuerKey: key,
            publicKey,
            hash: 'sha256',
            validFrom: new Date(Date.now() - dayMs),
            validTo: new Date(Date.now() + 365 * dayMs),
            alternative: null,
          }),
        )
      const { settings } = site.session.site()
      site.session.updateSite({
        settings: { ...settings, certificateAuthorities: ['O=Customer, CN=Site CA'] },
      })
    })
    const keyOf = (pem: string) =>
      requestedKey(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64')).export({ type: 'spki', format: 'der' })

    it('the device makes a key and a request, and goes on with its old certificate', async () => {
      const { device, simulated } = site.at(7)
      requestPem = await site.session.certificates().request(device.id, never())
      expect(requestPem).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/)
      expect(keyOf(requestPem).length).toBeGreaterThan(200)
      expect(simulated.keystore.assigned).toBe('path-factory')
    })

    it('a certificate for another key is refused before anything is sent', async () => {
      const { device, simulated } = site.at(7)
      const pem = await signed(publicKeyOf(await newKey(2_048)) as Buffer<ArrayBuffer>)
      const options = { signal: never(), patienceMs: 1_500 }
      await expect(site.session.certificates().install(device.id, pem, options)).rejects.toMatchObject({
        code: 'certificate/refused',
      })
      await expect(site.session.certificates().install(device.id, 'no PEM', options)).rejects.toThrow('no certificate')
      await expect(site.session.certificates().install(site.at(0).device.id, pem, options)).rejects.toThrow(
        'No request',
      )
      expect(simulated.keystore.assigned).toBe('path-factory')
    })

    it('is rolled back where the device shows another one', async () => {
      const { device, simulated } = site.at(7)
      simulated.faults.servesOtherCertificate = true
      const pem = await signed(keyOf(requestPem) as Buffer<ArrayBuffer>)
      const change = await site.session.certificates().install(device.id, pem, { signal: never(), patienceMs: 1_500 })
      expect(change).toMatchObject({ state: 'rolled-back', fix: 'certificate-valid' })
      expect(simulated.keystore.assigned).toBe('path-factory')
      simulated.faults.servesOtherCertificate = false
    })

    it('is taken into use and proven', async () => {
      const { device, simulated } = site.at(7)
      const pem = await signed(keyOf(requestPem) as Buffer<ArrayBuffer>)
      const change = await site.session.certificates().install(device.id, pem, { signal: never(), patienceMs: 5_000 })
      expect(change).toMatchObject({ state: 'fixed' })
      expect((await shown(simulated)).issuer).toContain('CN=Site CA')
      expect(site.outcome(device, 'TLS-02')).toBe('fixed')
    })
  })

  it('old versions go off, the new ones stay', async () => {
    const { ended, device, simulated } = await site.change('tls-modern', 4)
    expect(ended).toMatchObject({ state: 'fixed', asFound: '443: TLSv1, TLSv1.1, TLSv1.2' })
    expect(simulated.state.settings.tls?.versions).toEqual(['TLSv1.2'])
    expect(site.outcome(device, 'TLS-03')).toBe('fixed')
  })

  it('versions are not called switched off by a device that only says so', async () => {
    const { ended, device, simulated } = await site.change('tls-modern', 5, {
      silentlyIgnoreWrites: ['SetEnabledTLSVersions'],
    })
    expect(ended?.state).toBe('rolled-back')
    expect(simulated.state.settings.tls?.versions).toHaveLength(3)
    expect(site.outcome(device, 'TLS-03')).toBe('fail')
  })
})
