import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { type AnyFix, defineFix } from '../../fixes/fix.ts'
import type { Device } from '../../model/device.ts'
import { ExpectedError, toProblem } from '../../model/errors.ts'
import { securityWords } from '../../model/security-fact-words.ts'
import { readTlsPorts, type TlsEndpoint, type UnreadTlsPort, unreadTlsPorts } from '../../model/security-facts.ts'
import type { Change } from '../../model/site.ts'
import { fail, pass } from '../../model/verdict.ts'
import { requestedKey } from '../../protocols/tls/certificate-request.ts'
import { type AssessParts, assessOpen, recordUnread } from '../assess/assess.ts'
import { OpenDevice } from '../device/open-device.ts'
import { CertificateRefused } from '../problems.ts'
import { carryOut, planChange, sessionFor } from './carry-out.ts'
import { keepChange } from './change-event.ts'
import { CertificateRenewal, samePublicKey, wishFor } from './renew-certificate.ts'

const checkId = 'certificate-valid'
const usualPatienceMs = 45_000

/** What was asked of an authority, until its answer comes. Sealed, although it holds no secret: it is what the answer is held against. */
interface Pending {
  readonly request: string
  readonly at: string
}

/** Certificates of the site's own authority: the request goes out to a file, the signed certificate comes in from one. */
export class SiteCertificates {
  readonly #parts: () => AssessParts
  readonly #device: (id: string) => Device

  constructor(parts: () => AssessParts, device: (id: string) => Device) {
    this.#parts = parts
    this.#device = device
  }

  /**
   * Lets the device make a key, which never leaves it, and a request for a certificate. The certificate in use stays in use.
   *
   * @returns the request as PEM, after its signature showed that the device holds the key
   * @throws {Unsupported} when the device makes no requests over a way that is known
   */
  async request(deviceId: string, signal: AbortSignal): Promise<string> {
    const parts = this.#parts()
    const device = this.#device(deviceId)
    const open = await OpenDevice.open(device, parts, signal)
    const renewal = new CertificateRenewal(open, parts, usualPatienceMs)
    if (!(await open.counted(() => renewal.isOffered('signed')))) {
      throw new CertificateRefused('The device makes no request for a certificate over a way that the app knows.')
    }
    const { request } = await open.counted(() => renewal.keeper().makeRequest(open.connection, wishFor(open)))
    requestedKey(request)
    const pending: Pending = { request: request.toString('base64'), at: new Date().toISOString() }
    parts.vault.putBlob(blobOf(device), Buffer.from(JSON.stringify(pending)))
    parts.log.append({ type: 'certificate.requested', device: device.id })
    const lines = pending.request.replace(/.{64}/g, '$&\n').trimEnd()
    return `-----BEGIN CERTIFICATE REQUEST-----\n${lines}\n-----END CERTIFICATE REQUEST-----\n`
  }

  /**
   * Takes the signed certificate into use, as any change: read back, judged again, and rolled back when the device does not show
   * exactly this one.
   *
   * @param pem the certificate first, then those that signed it
   * @throws {CertificateRefused} before anything is sent, when it is not the answer to the last request of this device
   */
  async install(
    deviceId: string,
    pem: string,
    { signal, patienceMs = usualPatienceMs }: { readonly signal: AbortSignal; readonly patienceMs?: number },
  ): Promise<Change> {
    const parts = this.#parts()
    const device = this.#device(deviceId)
    const item = parts.checklist.items.find(({ check }) => check === checkId)
    const check = parts.checkById(checkId)
    if (item === undefined || check === null) {
      throw new CertificateRefused('The checklist of this visit does not judge certificates. Nothing was sent.')
    }
    const chain = chainOf(pem)
    const publicKey = await this.#answerTo(device, chain)
    const open = await OpenDevice.open(device, parts, signal)
    const renewal = new CertificateRenewal(open, parts, patienceMs)
    const order = { kind: 'signed', chain: chain.map(({ raw }) => raw), publicKey } as const
    const fix = installFix(renewal, () => open.counted(() => renewal.renew(order)), chain[0]?.subject ?? '')
    const session = sessionFor(open, { ...parts, allowClear: false }, patienceMs)
    const planned = await planChange(session, fix, parts.store.site().settings, parts.visitId)
    if (planned === null) throw new CertificateRefused('No port of the device speaks TLS. Nothing was sent.')
    const moved = (change: Change): void => keepChange(parts, change, true)
    const change = await carryOut({ open, session, planned, check, params: item.params, moved, patienceMs })
    try {
      await open.refreshLogin()
      await assessOpen(open, parts)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      recordUnread(device, parts, toProblem(error))
    }
    return change
  }

  /** @throws {CertificateRefused} */
  async #answerTo(device: Device, chain: readonly X509Certificate[]) {
    const bytes = this.#parts().vault.blob(blobOf(device))
    if (bytes === null) throw new CertificateRefused('No request of this device is waiting for an answer.')
    const { request } = JSON.parse(bytes.toString('utf8')) as Pending
    const publicKey = requestedKey(Buffer.from(request, 'base64'))
    const [leaf] = chain
    if (leaf === undefined || !samePublicKey(leaf.publicKey, publicKey)) {
      throw new CertificateRefused(
        'This certificate is for another key than the one that the device made for its request.',
      )
    }
    const broken = chain.findIndex((certificate, index) => {
      const signer = chain[index + 1]
      return signer !== undefined && !(certificate.checkIssued(signer) && certificate.verify(signer.publicKey))
    })
    if (broken >= 0) throw new CertificateRefused('The certificates of the file do not sign each other in their order.')
    if (Date.parse(leaf.validTo) < Date.now()) throw new CertificateRefused('This certificate has ended already.')
    return publicKey
  }
}

const blobOf = ({ id }: Device): string => `certificate-request/${id}`

/** The same change as the fix of this check, with a certificate that somebody else signed. */
function installFix(renewal: CertificateRenewal, renew: () => Promise<void>, subject: string): AnyFix {
  return defineFix<readonly (TlsEndpoint | UnreadTlsPort)[] | null>({
    id: checkId,
    siteSettings: z.object({}),
    disruption: 'medium',
    reboot: false,
    cutsOff: true,
    approval: 'none',
    writes: ['certificate'],
    async plan(session) {
      const asFound = await session.read('tls.endpoints')
      const unread = unreadTlsPorts(asFound).map(({ port }) => port)
      if (unread.length > 0)
        throw new CertificateRefused(
          `Port ${unread.join(', ')} could not be read, so that nobody could prove this change. Nothing was sent.`,
        )
      return asFound.length === 0 ? null : { asFound, target: null }
    },
    apply: renew,
    async verify(session) {
      const kept = await session.read('tls.endpoints')
      const isShown = readTlsPorts(kept).some(({ certificate }) => !certificate.selfSigned)
      const words = securityWords['tls.endpoints'](kept)
      return isShown ? pass(words, 'the signed certificate') : fail(words, 'the signed certificate')
    },
    rollback: () => renewal.restore(),
    describe: (shown) =>
      shown === null
        ? `the signed certificate (${subject.replaceAll('\n', ', ')})`
        : securityWords['tls.endpoints'](shown),
  })
}

/** @throws {CertificateRefused} when the text holds no certificate */
function chainOf(pem: string): readonly X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? []
  try {
    const chain = found.slice(0, 8).map((text) => new X509Certificate(text))
    if (chain.length > 0) return chain
  } catch (error) {
    throw new CertificateRefused('The file holds a certificate that cannot be read.', { cause: error })
  }
  throw new CertificateRefused('The file holds no certificate in PEM.')
}
