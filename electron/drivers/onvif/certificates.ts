import { Unsupported, WriteRefused } from '../../model/errors.ts'
import { readTlsPorts, type TlsEndpoint, type UnreadTlsPort } from '../../model/security-facts.ts'
import type { OnvifClient } from '../../protocols/onvif/client.ts'
import {
  assignPath,
  type CertificateName,
  createPath,
  createRequest,
  createRsaKey,
  createSelfSigned,
  deletePath,
  getAssignedPaths,
  getCertificate,
  getKeystoreOffer,
  setTlsVersions,
  uploadCertificate,
} from '../../protocols/onvif/keystore.ts'
import { needService } from '../../protocols/onvif/services.ts'
import { alternativeNames } from '../../protocols/tls/alternative-names.ts'
import type { CertificateKeeper, CertificateWish, Connection } from '../driver.ts'
import { attempt } from './attempt.ts'
import { openClient } from './open-client.ts'

/** ONVIF recommends 3072; 2048 is what every checklist takes. @see ONVIF Security Baseline */
const preferredBits = [3_072, 4_096, 2_048]

/**
 * Certificates of the HTTPS server by the keystore of the device. Private keys are made on it and never leave it.
 * @see ONVIF Advanced Security
 */
export const onvifCertificates: CertificateKeeper = {
  async offered(device) {
    const offer = await attempt(device, async () => getKeystoreOffer(await keystoreOf(device)))
    if (offer === null || !offer.serves || bitsOf(offer.rsaLengths) === null)
      return { selfSigned: false, requests: false }
    return { selfSigned: offer.selfSigned, requests: offer.requests }
  },
  async current(device) {
    const [path] = await getAssignedPaths(await keystoreOf(device))
    return path ?? null
  },
  async makeSelfSigned(device, wish) {
    const client = await keystoreOf(device)
    const key = await makeKey(client, device.signal)
    const certificate = await withOrWithoutNames(wish, (name) =>
      createSelfSigned(client, key, name, { from: wish.validFrom, to: wish.validTo }),
    )
    const der = await getCertificate(client, certificate)
    return { id: await createPath(client, [certificate]), der }
  },
  async makeRequest(device, wish) {
    const client = await keystoreOf(device)
    const key = await makeKey(client, device.signal)
    return { key, request: await withOrWithoutNames(wish, (name) => createRequest(client, key, name)) }
  },
  async install(device, chain) {
    const client = await keystoreOf(device)
    const ids: string[] = []
    for (const [index, certificate] of chain.entries()) {
      ids.push((await uploadCertificate(client, certificate, index === 0)).certificate)
    }
    const [leaf] = ids
    if (leaf === undefined) throw new WriteRefused('There is no certificate to install.')
    const der = await getCertificate(client, leaf)
    return { id: await createPath(client, ids), der }
  },
  async use(device, from, to) {
    await assignPath(await keystoreOf(device), from, to)
  },
  async discard(device, id) {
    await deletePath(await keystoreOf(device), id)
  },
}

async function keystoreOf(device: Connection): Promise<OnvifClient> {
  const client = openClient(device)
  await needService(client, device.endpoint.forwarded, 'tas')
  return client
}

const bitsOf = (lengths: readonly number[]): number | null =>
  preferredBits.find((bits) => lengths.includes(bits)) ?? null

async function makeKey(client: OnvifClient, signal: AbortSignal): Promise<string> {
  const bits = bitsOf((await getKeystoreOffer(client)).rsaLengths)
  if (bits === null) throw new Unsupported('The device makes no key that is long enough.')
  return createRsaKey(client, bits, signal)
}

/** Some devices take no extension: the name in the subject has to do then. */
async function withOrWithoutNames<T>(
  { commonName, organization, names }: CertificateWish,
  make: (name: CertificateName) => Promise<T>,
): Promise<T> {
  const name = { commonName, organization }
  try {
    return await make({ ...name, alternative: alternativeNames(names) })
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error
    return await make({ ...name, alternative: null })
  }
}

const versionNumbers = { TLSv1: '1.0', 'TLSv1.1': '1.1', 'TLSv1.2': '1.2', 'TLSv1.3': '1.3' } as const

/**
 * Writes the versions that an endpoint accepts, for all endpoints of the device at once. Nothing else of them can be written, and SSL 3.0
 * has no name there.
 */
export async function writeTlsVersions(
  device: Connection,
  ports: readonly (TlsEndpoint | UnreadTlsPort)[],
): Promise<void> {
  const versions = new Set(
    readTlsPorts(ports).flatMap(({ accepted }) =>
      accepted.flatMap((version) => (version === 'SSLv3' ? [] : [versionNumbers[version]])),
    ),
  )
  await setTlsVersions(await keystoreOf(device), [...versions].sort())
}
