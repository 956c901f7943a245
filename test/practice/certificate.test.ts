import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { type CertificateWish, selfSignedCertificate } from '../../electron/practice/certificate.ts'

const file = new URL('../../electron/practice/certificate.ts', import.meta.url).href
const wish = (part: Partial<CertificateWish>): CertificateWish => ({
  name: 'axis-accc8e012345',
  organization: 'Axis Communications AB',
  address: '127.77.0.1',
  keyBits: 2048,
  hash: 'sha256',
  validFrom: new Date('2020-01-01'),
  validTo: new Date('2040-01-01'),
  ...part,
})
/** As another start of the program makes it. */
function inAnotherProcess(given: CertificateWish): string {
  const { validFrom, validTo, ...plain } = given
  const dates = `validFrom: new Date(${validFrom.getTime()}), validTo: new Date(${validTo.getTime()})`
  const code = `import { selfSignedCertificate as make } from ${JSON.stringify(file)}
    console.log((await make({ ...${JSON.stringify(plain)}, ${dates} })).cert)`
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).trim()
}

it.each([1024, 2048] as const)(
  'a device with a key of %i bits shows the same certificate after a restart',
  async (keyBits) => {
    const own = await selfSignedCertificate(wish({ keyBits }))
    expect(inAnotherProcess(wish({ keyBits }))).toBe(own.cert.trim())
    const certificate = new X509Certificate(own.cert)
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(keyBits)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
  },
)

it('two devices never show the same one', async () => {
  const certs = [wish({}), wish({ name: 'axis-accc8e012346' }), wish({ address: '127.77.0.2' })].map(
    async (each) => (await selfSignedCertificate(each)).cert,
  )
  expect(new Set(await Promise.all(certs)).size).toBe(3)
})
