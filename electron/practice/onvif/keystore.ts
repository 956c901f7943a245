import { signRequest } from '../certificate.ts'
import { selfSigned } from '../keystore.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { booleanOf, inOrder, integerOf, invalidArgs, invalidValue, namespaces, SoapFault, textOf } from '../soap.ts'
import { el, type XmlElement } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const { tas } = namespaces
const keyLengths = [2_048, 3_072]
const tlsVersions = { '1.0': 'TLSv1', '1.1': 'TLSv1.1', '1.2': 'TLSv1.2', '1.3': 'TLSv1.3' } as const

/** Products of today keep keys and certificates. */
export const hasKeystore = ({ state, product }: PracticeDevice): boolean =>
  state.settings.keystore ?? (product.current && state.settings.tls !== null)

export function keystoreCapabilities(device: PracticeDevice) {
  if (!hasKeystore(device)) return []
  return [
    el('tas:KeystoreCapabilities', [], {
      MaximumNumberOfKeys: 16,
      MaximumNumberOfCertificates: 16,
      RSAKeyPairGeneration: true,
      RSAKeyLengths: keyLengths.join(' '),
      PKCS10ExternalCertificationWithRSA: true,
      SelfSignedCertificateCreationWithRSA: true,
    }),
    el('tas:TLSServerCapabilities', [], {
      TLSServerSupported: Object.keys(tlsVersions).join(' '),
      EnabledVersionsSupported: true,
      MaximumNumberOfTLSCertificationPaths: 1,
    }),
  ]
}

function keystoreOf(device: PracticeDevice) {
  if (!hasKeystore(device)) {
    throw new SoapFault('Receiver', ['ter:ActionNotSupported'], 'Optional Action Not Implemented')
  }
  return device.keystore
}

/** @see ONVIF Advanced Security, CreateRSAKeyPair */
export function createRsaKeyPair({ device, body }: Call): Reply {
  const keystore = keystoreOf(device)
  const bits = integerOf(inOrder(body, tas, ['KeyLength', 'Alias']).KeyLength, 'KeyLength')
  if (!keyLengths.includes(bits)) throw invalidValue('ter:KeyLength', 'This length is not supported')
  const id = keystore.nextId('key')
  return {
    content: [el('tas:KeyID', id), el('tas:EstimatedCreationTime', 'PT0.2S')],
    // A short one will do for a simulated device, whatever was asked for: a long one takes seconds.
    apply: () => void keystore.makeKey(id),
  }
}

/** @see ONVIF Advanced Security, GetKeyStatus */
export function getKeyStatus({ device, body }: Call): Reply {
  const key = keystoreOf(device).key(textOf(inOrder(body, tas, ['KeyID']).KeyID, 'KeyID').trim())
  if (key === undefined) throw invalidValue('ter:KeyID', 'There is no such key')
  return { content: [el('tas:KeyStatus', key === null ? 'generating' : 'ok')] }
}

function readyKey(device: PracticeDevice, parts: readonly XmlElement[] | undefined): { id: string; key: string } {
  const id = textOf(parts, 'KeyID').trim()
  const key = keystoreOf(device).key(id)
  if (key === undefined) throw invalidValue('ter:KeyID', 'There is no such key')
  if (key === null) throw invalidValue('ter:InvalidKeyStatus', 'The key is not ready')
  return { id, key }
}

/** @see ONVIF Advanced Security, tas:DistinguishedName */
function subjectOf(parts: readonly XmlElement[] | undefined): { name: string; organization: string } {
  const [subject] = parts ?? []
  if (subject === undefined) throw invalidArgs('Subject is missing')
  const given = inOrder(subject, tas, ['Country', 'Organization', 'OrganizationalUnit', 'CommonName'])
  return {
    name: given.CommonName?.[0]?.text ?? '',
    organization: given.Organization?.[0]?.text ?? '',
  }
}

function alternativeOf(extension: XmlElement | undefined): Buffer | null {
  if (extension === undefined) return null
  const given = inOrder(extension, tas, ['extnOID', 'critical', 'extnValue'])
  booleanOf(given.critical, 'critical')
  if (textOf(given.extnOID, 'extnOID').trim() !== '2.5.29.17') throw invalidArgs('This extension is not known')
  return Buffer.from(textOf(given.extnValue, 'extnValue'), 'base64')
}

function dateOf(parts: readonly XmlElement[] | undefined, otherwise: string): Date {
  const at = new Date(parts?.[0]?.text.trim() ?? otherwise)
  if (Number.isNaN(at.getTime())) throw invalidValue('ter:InvalidDateTime', 'This is no time')
  return at
}

/** @see ONVIF Advanced Security, CreateSelfSignedCertificate */
export function createSelfSignedCertificate({ device, body }: Call): Reply {
  const keystore = keystoreOf(device)
  const order = [
    ...['X509Version', 'Subject', 'KeyID', 'Alias', 'notValidBefore', 'notValidAfter', 'SignatureAlgorithm'],
    'Extension',
  ]
  const given = inOrder(body, tas, order)
  const { id: keyId, key } = readyKey(device, given.KeyID)
  const id = keystore.nextId('cert')
  const valid = { from: dateOf(given.notValidBefore, '2020-01-01'), to: dateOf(given.notValidAfter, '2040-01-01') }
  const der = selfSigned(key, subjectOf(given.Subject), valid, alternativeOf(given.Extension?.[0]))
  return { content: [el('tas:CertificateID', id)], apply: () => keystore.addCertificate(id, der, keyId) }
}

/** @see ONVIF Advanced Security, CreatePKCS10CSR */
export function createPkcs10Csr({ device, body }: Call): Reply {
  const given = inOrder(body, tas, ['Subject', 'KeyID', 'CSRAttribute', 'SignatureAlgorithm'])
  const { key } = readyKey(device, given.KeyID)
  const attribute = given.CSRAttribute?.[0]
  const extension =
    attribute === undefined ? undefined : inOrder(attribute, tas, ['X509v3Extension']).X509v3Extension?.[0]
  const request = signRequest(key, subjectOf(given.Subject), alternativeOf(extension))
  return { content: [el('tas:PKCS10CSR', request.toString('base64'))] }
}

/** @see ONVIF Advanced Security, UploadCertificate */
export function uploadCertificate({ device, body }: Call): Reply {
  const keystore = keystoreOf(device)
  const given = inOrder(body, tas, ['Certificate', 'Alias', 'KeyAlias', 'PrivateKeyRequired'])
  const der = Buffer.from(textOf(given.Certificate, 'Certificate'), 'base64')
  const needsKey = given.PrivateKeyRequired?.length === 1 && booleanOf(given.PrivateKeyRequired, 'PrivateKeyRequired')
  const key = keystore.keyFor(der)
  if (needsKey && key === null) {
    throw new SoapFault('Receiver', ['ter:Action', 'ter:NoMatchingPrivateKey'], 'There is no key for this certificate')
  }
  const id = keystore.nextId('cert')
  return {
    content: [el('tas:CertificateID', id), el('tas:KeyID', key ?? keystore.nextId('key'))],
    apply: () => keystore.addCertificate(id, der, key),
  }
}

/** @see ONVIF Advanced Security, GetCertificate; tas:X509Certificate */
export async function getCertificate({ device, body }: Call): Promise<Reply> {
  const id = textOf(inOrder(body, tas, ['CertificateID']).CertificateID, 'CertificateID').trim()
  const stored = await keystoreOf(device).certificate(id)
  if (stored === undefined) throw invalidValue('ter:CertificateID', 'There is no such certificate')
  return {
    content: [
      el('tas:Certificate', [
        el('tas:CertificateID', id),
        el('tas:KeyID', stored.key ?? 'key-0'),
        el('tas:CertificateContent', stored.der.toString('base64')),
        el('tas:HasPrivateKey', stored.key !== null),
      ]),
    ],
  }
}

/** @see ONVIF Advanced Security, CreateCertificationPath */
export function createCertificationPath({ device, body }: Call): Reply {
  const keystore = keystoreOf(device)
  const [list] = inOrder(body, tas, ['CertificateIDs', 'Alias']).CertificateIDs ?? []
  if (list === undefined) throw invalidArgs('CertificateIDs is missing')
  const ids = (inOrder(list, tas, ['CertificateID']).CertificateID ?? []).map(({ text }) => text.trim())
  const id = keystore.nextId('path')
  return { content: [el('tas:CertificationPathID', id)], apply: () => keystore.addPath(id, ids) }
}

/** @see ONVIF Advanced Security, DeleteCertificationPath */
export function deleteCertificationPath({ device, body }: Call): Reply {
  const keystore = keystoreOf(device)
  const id = textOf(inOrder(body, tas, ['CertificationPathID']).CertificationPathID, 'CertificationPathID').trim()
  if (!keystore.hasPath(id)) throw invalidValue('ter:CertificationPathID', 'There is no such path')
  if (keystore.assigned === id) throw invalidValue('ter:ReferenceExists', 'The path is in use')
  return { content: [], apply: () => keystore.deletePath(id) }
}

/** @see ONVIF Advanced Security, GetAssignedServerCertificates */
export const getAssignedServerCertificates = ({ device }: Call): Reply => ({
  content: [el('tas:CertificationPathID', keystoreOf(device).assigned)],
})

/** @see ONVIF Advanced Security, ReplaceServerCertificateAssignment */
export function replaceServerCertificateAssignment({ device, body }: Call): Reply {
  const keystore = keystoreOf(device)
  const given = inOrder(body, tas, ['OldCertificationPathID', 'NewCertificationPathID'])
  const before = textOf(given.OldCertificationPathID, 'OldCertificationPathID').trim()
  const after = textOf(given.NewCertificationPathID, 'NewCertificationPathID').trim()
  if (keystore.assigned !== before) throw invalidValue('ter:OldCertificationPathID', 'This path is not in use')
  if (!keystore.hasPath(after)) throw invalidValue('ter:NewCertificationPathID', 'There is no such path')
  if (!keystore.isUsable(after)) throw invalidValue('ter:NoPrivateKey', 'The key of this path is not here')
  return { content: [], apply: () => keystore.assign(after) }
}

/** @see ONVIF Advanced Security, SetEnabledTLSVersions */
export function setEnabledTlsVersions({ device, body }: Call): Reply {
  keystoreOf(device)
  const given = textOf(inOrder(body, tas, ['Versions']).Versions, 'Versions')
    .trim()
    .split(/\s+/)
  const versions = given.map((version) => {
    const known = tlsVersions[version as keyof typeof tlsVersions]
    if (known === undefined) throw invalidValue('ter:TLSVersion', 'This version is not supported')
    return known
  })
  const { tls } = device.state.settings
  if (tls === null || versions.length === 0) throw invalidValue('ter:EmptyList', 'No version is named')
  return {
    content: [],
    apply: () => {
      tls.versions = versions
    },
  }
}

/** @see ONVIF Advanced Security, GetEnabledTLSVersions */
export function getEnabledTlsVersions({ device }: Call): Reply {
  keystoreOf(device)
  const on: readonly string[] = device.state.settings.tls?.versions ?? []
  const names = Object.entries(tlsVersions).flatMap(([name, version]) => (on.includes(version) ? [name] : []))
  return { content: [el('tas:Versions', names.join(' '))] }
}
