import { setTimeout as sleep } from 'node:timers/promises'
import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import { childOf, childrenOf, needChild, needText, textOf } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { durationMs } from './firmware.ts'
import { namespaces } from './namespaces.ts'
import { element, type XmlText } from './xml-write.ts'

const { tas } = namespaces
const longestKeyMs = 180_000
const sha256WithRsa = '1.2.840.113549.1.1.11'
const subjectAltName = '2.5.29.17'
const mostPaths = 16

/** What the keystore and the TLS server of a device can do. @see ONVIF Advanced Security, GetServiceCapabilities */
export interface KeystoreOffer {
  /** Of RSA keys that it makes itself; empty where it makes none. */
  readonly rsaLengths: readonly number[]
  readonly selfSigned: boolean
  readonly requests: boolean
  /** Whether it serves TLS with certificates of the keystore. */
  readonly serves: boolean
  /** `1.0`, `1.1`, `1.2`, `1.3`; empty where they cannot be set. */
  readonly settableVersions: readonly string[]
}

/** @throws {Unsupported} {ProtocolViolation} and what every call throws. @see ONVIF Advanced Security, GetServiceCapabilities */
export async function getKeystoreOffer(client: OnvifClient): Promise<KeystoreOffer> {
  const { element: response } = await client.call({ service: 'tas', operation: 'GetServiceCapabilities' })
  const capabilities = needChild(response, tas, 'Capabilities')
  const store = childOf(capabilities, tas, 'KeystoreCapabilities')
  const server = childOf(capabilities, tas, 'TLSServerCapabilities')
  const has = (of: typeof store, ...names: readonly string[]) =>
    names.some((name) => ['true', '1'].includes(of?.attributes.get(name)?.trim() ?? ''))
  const list = (of: typeof store, name: string) =>
    (of?.attributes.get(name) ?? '').split(/\s+/).filter((word) => word !== '')
  const makesKeys = has(store, 'RSAKeyPairGeneration')
  const versions = list(server, 'TLSServerSupported')
  return {
    rsaLengths: makesKeys ? list(store, 'RSAKeyLengths').map(Number).filter(Number.isSafeInteger) : [],
    selfSigned: has(store, 'SelfSignedCertificateCreationWithRSA', 'SelfSignedCertificateCreation'),
    requests: has(store, 'PKCS10ExternalCertificationWithRSA', 'PKCS10'),
    serves: versions.length > 0,
    settableVersions: has(server, 'EnabledVersionsSupported') ? versions : [],
  }
}

/** What a certificate says of whom it is for. */
export interface CertificateName {
  readonly commonName: string
  readonly organization: string
  /** IPv4 addresses and DNS names; content of subjectAltName. */
  readonly alternative: Buffer | null
}

/**
 * Makes a key pair on the device, where its private half stays, and waits until it is ready.
 *
 * @throws {WriteRefused} when the device declines, or the key comes to nothing
 * @see ONVIF Advanced Security, CreateRSAKeyPair and GetKeyStatus
 */
export async function createRsaKey(client: OnvifClient, bits: number, signal: AbortSignal): Promise<string> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'CreateRSAKeyPair',
    intent: 'write',
    children: [element('q:KeyLength', bits)],
  })
  const id = needText(response, tas, 'KeyID')
  const expectedMs = durationMs(textOf(response, tas, 'EstimatedCreationTime') ?? '') ?? 0
  const deadline = performance.now() + Math.min(longestKeyMs, Math.max(30_000, expectedMs * 4))
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    const status = await keyStatus(client, id)
    if (status === 'ok') return id
    if (status !== 'generating') throw new WriteRefused('The device could not make a key: it calls it corrupt.')
    if (performance.now() + pauseMs > deadline) throw new WriteRefused('The device did not finish its key in time.')
    await sleep(pauseMs, undefined, { signal })
  }
}

async function keyStatus(client: OnvifClient, id: string): Promise<string> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'GetKeyStatus',
    children: [element('q:KeyID', id)],
  })
  return needText(response, tas, 'KeyStatus').toLowerCase()
}

/** @see ONVIF Advanced Security, CreateSelfSignedCertificate */
export async function createSelfSigned(
  client: OnvifClient,
  key: string,
  name: CertificateName,
  valid: { readonly from: Date; readonly to: Date },
): Promise<string> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'CreateSelfSignedCertificate',
    intent: 'write',
    children: [
      element('q:X509Version', 3),
      subjectOf(name),
      element('q:KeyID', key),
      element('q:notValidBefore', instant(valid.from)),
      element('q:notValidAfter', instant(valid.to)),
      signature(),
      ...(name.alternative === null ? [] : [element('q:Extension', extension(name.alternative))]),
    ],
  })
  return needText(response, tas, 'CertificateID')
}

/** A request for a certificate, as DER. @see ONVIF Advanced Security, CreatePKCS10CSR; RFC 2986 */
export async function createRequest(client: OnvifClient, key: string, name: CertificateName): Promise<Buffer> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'CreatePKCS10CSR',
    intent: 'write',
    children: [
      subjectOf(name),
      element('q:KeyID', key),
      ...(name.alternative === null
        ? []
        : [element('q:CSRAttribute', [element('q:X509v3Extension', extension(name.alternative))])]),
      signature(),
    ],
  })
  return derOf(needText(response, tas, 'PKCS10CSR'))
}

/**
 * Puts a certificate on the device. With a private key required, the device must hold the key that belongs to it.
 * @see ONVIF Advanced Security, UploadCertificate
 */
export async function uploadCertificate(
  client: OnvifClient,
  certificate: Buffer,
  withKey: boolean,
): Promise<{ readonly certificate: string; readonly key: string }> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'UploadCertificate',
    intent: 'write',
    children: [element('q:Certificate', certificate.toString('base64')), element('q:PrivateKeyRequired', withKey)],
  })
  return { certificate: needText(response, tas, 'CertificateID'), key: needText(response, tas, 'KeyID') }
}

/** @see ONVIF Advanced Security, GetCertificate */
export async function getCertificate(client: OnvifClient, id: string): Promise<Buffer> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'GetCertificate',
    children: [element('q:CertificateID', id)],
  })
  return derOf(needText(needChild(response, tas, 'Certificate'), tas, 'CertificateContent'))
}

/** The leaf first, then who signed it. @see ONVIF Advanced Security, CreateCertificationPath */
export async function createPath(client: OnvifClient, certificates: readonly string[]): Promise<string> {
  const { element: response } = await client.call({
    service: 'tas',
    operation: 'CreateCertificationPath',
    intent: 'write',
    children: [
      element(
        'q:CertificateIDs',
        certificates.map((id) => element('q:CertificateID', id)),
      ),
    ],
  })
  return needText(response, tas, 'CertificationPathID')
}

/** The paths that the TLS server of the device uses. @see ONVIF Advanced Security, GetAssignedServerCertificates */
export async function getAssignedPaths(client: OnvifClient): Promise<readonly string[]> {
  const { element: response } = await client.call({ service: 'tas', operation: 'GetAssignedServerCertificates' })
  return childrenOf(response, tas, 'CertificationPathID')
    .slice(0, mostPaths)
    .map(({ text }) => visibleText(text.trim(), 128))
}

/** @see ONVIF Advanced Security, ReplaceServerCertificateAssignment and AddServerCertificateAssignment */
export async function assignPath(client: OnvifClient, from: string | null, to: string): Promise<void> {
  await client.call(
    from === null
      ? {
          service: 'tas',
          operation: 'AddServerCertificateAssignment',
          intent: 'write',
          children: [element('q:CertificationPathID', to)],
        }
      : {
          service: 'tas',
          operation: 'ReplaceServerCertificateAssignment',
          intent: 'write',
          children: [element('q:OldCertificationPathID', from), element('q:NewCertificationPathID', to)],
        },
  )
}

/** @see ONVIF Advanced Security, GetEnabledTLSVersions and SetEnabledTLSVersions */
export async function setTlsVersions(client: OnvifClient, versions: readonly string[]): Promise<void> {
  const { settableVersions } = await getKeystoreOffer(client)
  if (settableVersions.length === 0)
    throw new Unsupported('The device cannot be told which versions of TLS it may speak.')
  const known = versions.filter((version) => settableVersions.includes(version))
  if (known.length === 0) throw new WriteRefused('The device knows none of the versions of TLS that it should speak.')
  await client.call({
    service: 'tas',
    operation: 'SetEnabledTLSVersions',
    intent: 'write',
    children: [element('q:Versions', known.join(' '))],
  })
}

/** A path, a certificate or a key that is in no use any more. @see ONVIF Advanced Security, DeleteCertificationPath */
export async function deletePath(client: OnvifClient, id: string): Promise<void> {
  await client.call({
    service: 'tas',
    operation: 'DeleteCertificationPath',
    intent: 'write',
    children: [element('q:CertificationPathID', id)],
  })
}

const subjectOf = ({ commonName, organization }: CertificateName): XmlText =>
  element('q:Subject', [element('q:Organization', organization), element('q:CommonName', commonName)])

const extension = (content: Buffer): readonly XmlText[] => [
  element('q:extnOID', subjectAltName),
  element('q:critical', false),
  element('q:extnValue', content.toString('base64')),
]

const signature = (): XmlText => element('q:SignatureAlgorithm', [element('q:algorithm', sha256WithRsa)])

const instant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

function derOf(text: string): Buffer {
  const plain = text.replace(/\s+/g, '')
  const bytes = Buffer.from(plain, 'base64')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(plain) || bytes[0] !== 0x30) {
    throw new ProtocolViolation('The device gave something else than a certificate or a request for one.')
  }
  return bytes
}
