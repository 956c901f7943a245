import 'reflect-metadata'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { readPackFiles, replacePack, withCountersignature } from '../../evidence/add-proofs.ts'
import {
  certificatePem,
  certify,
  clockTolerance,
  keyPem,
  lifetimes,
  newKeys,
  subject,
} from '../../evidence/certificate-maker.ts'
import { RequestRefused, WitnessRefused } from '../../evidence/errors.ts'
import type { Signer } from '../../evidence/signer.ts'
import { softwareKey } from '../../evidence/software-key.ts'
import type { InstalledIdentity } from '../../evidence/technician.ts'
import type { Countersignature } from '../../evidence/verify/countersignature.ts'
import { type KeyMeans, openKey } from './open-key.ts'

/** A key that a person brought along. */
export interface OwnKey {
  readonly keyPem: string
  /** The certificate of the key; issuing ones may follow. */
  readonly certificatePem: string
  readonly passphrase?: string
}

/** A key and a certificate that signs itself, for a customer who has none. The key is encrypted with the passphrase. */
export async function newOwnKey(options: {
  readonly name: string
  readonly place: string
  readonly passphrase: string
  readonly now: Date
}): Promise<OwnKey> {
  const keys = await newKeys()
  const from = new Date(Number(options.now) - clockTolerance)
  const until = new Date(Number(from) + lifetimes.leaf)
  const certificate = await certify({ name: subject(options.name, options.name), from, until }, keys.publicKey, keys)
  const encrypted = createPrivateKey(await keyPem(keys)).export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-256-cbc',
    passphrase: options.passphrase,
  })
  return { keyPem: encrypted.toString(), certificatePem: certificatePem(certificate), passphrase: options.passphrase }
}

/**
 * Keeps a new key in a file, and its certificate beside it as `<file>.crt`: both or neither.
 * @param writeNew must refuse a file that is there already: the key of somebody is not written over.
 * @throws what `writeNew` throws
 */
export async function keepOwnKey(
  file: string,
  { keyPem: key, certificatePem: certificate }: OwnKey,
  writeNew: (file: string, text: string) => Promise<unknown>,
): Promise<void> {
  await writeNew(`${file}.crt`, certificate)
  try {
    await writeNew(file, key)
  } catch (error) {
    await rm(`${file}.crt`, { force: true })
    throw error
  }
}

/** @throws {RequestRefused} when key and certificate cannot be read, or are not of each other */
export function ownKeySigner({ keyPem: pem, certificatePem: certificates, passphrase }: OwnKey): Signer {
  const blocks = certificates.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  const [own, ...chain] = blocks.map(readCertificate)
  if (own === undefined) throw new RequestRefused('The file holds no certificate.')
  const holder = softwareKey(pem, passphrase)
  const key = createPublicKey({ key: Buffer.from(holder.publicKey), format: 'der', type: 'spki' })
  if (!own.publicKey.equals(key)) throw new RequestRefused('The certificate is not the one of this key.')
  return {
    certificate: own.raw,
    chain: chain.map(({ raw }) => raw),
    keyTier: 'software',
    sign: (bytes) => holder.sign(bytes),
  }
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw new RequestRefused('A certificate of the file cannot be read.', { cause })
  }
}

/** Signs with the identity of a colleague; its key is closed when the work is done. @throws {TokenUnavailable} {KeyStoreUnavailable} */
export async function withIdentitySigner<T>(
  identity: InstalledIdentity,
  means: KeyMeans,
  work: (signer: Signer) => Promise<T>,
): Promise<T> {
  const { signer, close } = await openKey(identity, means)
  try {
    return await work(signer)
  } finally {
    close()
  }
}

/**
 * Adds the signature of a second person to a pack file. Nothing that was signed before changes.
 * @throws {WitnessRefused} {NoPack} {DiskFull} {PackNotWritten}
 */
export async function countersignPackFile(
  path: string,
  signer: Signer,
  said: Pick<Countersignature, 'role' | 'name' | 'statement'> & { readonly now: Date },
): Promise<void> {
  if (said.name.trim() === '' || said.statement.trim() === '') throw new WitnessRefused('Nobody is named.')
  await replacePack(path, await withCountersignature(await readPackFiles(path), signer, said))
}
