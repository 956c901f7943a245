import { readFile } from 'node:fs/promises'
import type { SignerNames } from '../../evidence/certificate-maker.ts'
import {
  type Company,
  createCompany,
  type Installation,
  type IssuedCertificate,
  issueCertificate,
  parseCompany,
  parseInstallation,
  type RevocationReason,
  revocationList,
  revokeCertificate,
  serializeCompany,
} from '../../evidence/company.ts'
import { RequestRefused } from '../../evidence/errors.ts'
import { requestCertificate } from '../../evidence/key-request.ts'
import type { SystemStore } from '../../evidence/system-store.ts'
import {
  createTechnician,
  type InstalledIdentity,
  install,
  installed,
  moveToStore,
  parseTechnician,
  serializeTechnician,
  type TechnicianIdentity,
} from '../../evidence/technician.ts'
import { openToken } from '../../evidence/token.ts'
import type { Secret } from '../../model/secret.ts'
import { readKeyFile, writeKeyFile } from '../../vault/key-file.ts'

/** Opens the encrypted file of a company. @throws {VaultError} {IdentityDamaged} */
export async function readCompany(file: string, passphrase: Secret): Promise<Company> {
  const bytes = await readKeyFile(file, 'company', passphrase)
  try {
    return parseCompany(bytes)
  } finally {
    bytes.fill(0)
  }
}

async function writeCompany(file: string, company: Company, passphrase: Secret, replace: boolean): Promise<void> {
  const bytes = serializeCompany(company)
  try {
    await writeKeyFile(file, 'company', bytes, passphrase, { replace })
  } finally {
    bytes.fill(0)
  }
}

/** A new company root in a new file. @throws {VaultError} `vault/key-file-exists` */
export async function createCompanyFile(file: string, name: string, passphrase: Secret, now: Date): Promise<Company> {
  const company = await createCompany(name, now)
  await writeCompany(file, company, passphrase, false)
  return company
}

/** Copies a company into a new file under a passphrase of its own, and opens the copy before it says so. */
export async function backupCompany(
  file: string,
  passphrase: Secret,
  backup: { readonly file: string; readonly passphrase: Secret },
): Promise<Company> {
  const company = await readCompany(file, passphrase)
  await writeCompany(backup.file, company, backup.passphrase, false)
  const copy = await readCompany(backup.file, backup.passphrase)
  if (serializeCompany(copy).equals(serializeCompany(company))) return company
  throw new Error('a backup that was just written differs from its original')
}

/** Answers a request; the file knows the certificate before it is handed out. */
export async function issueFromFile(
  file: string,
  passphrase: Secret,
  requestPem: string,
  options: { readonly now: Date; readonly days?: number },
): Promise<{ readonly issued: IssuedCertificate; readonly installation: Installation }> {
  const { company, issued, installation } = await issueCertificate(
    await readCompany(file, passphrase),
    requestPem,
    options,
  )
  await writeCompany(file, company, passphrase, true)
  return { issued, installation }
}

/** Takes a certificate back and answers the list that says so. */
export async function revokeInFile(
  file: string,
  passphrase: Secret,
  { serial, reason, now }: { readonly serial: string; readonly reason: RevocationReason; readonly now: Date },
): Promise<string> {
  const company = revokeCertificate(await readCompany(file, passphrase), serial, reason, now)
  const listed = await revocationList(company, now)
  await writeCompany(file, listed.company, passphrase, true)
  return listed.crlPem
}

/** A fresh revocation list, PEM. */
export async function revocationListFromFile(file: string, passphrase: Secret, now: Date): Promise<string> {
  const listed = await revocationList(await readCompany(file, passphrase), now)
  await writeCompany(file, listed.company, passphrase, true)
  return listed.crlPem
}

/** @throws {VaultError} {IdentityDamaged} */
async function readTechnician(file: string, passphrase: Secret): Promise<TechnicianIdentity> {
  const bytes = await readKeyFile(file, 'technician', passphrase)
  try {
    return parseTechnician(bytes)
  } finally {
    bytes.fill(0)
  }
}

/** As `readTechnician`, when the company has answered. @throws {IdentityDamaged} when it has not */
export const readInstalled = async (file: string, passphrase: Secret): Promise<InstalledIdentity> =>
  installed(await readTechnician(file, passphrase))

async function writeTechnician(
  file: string,
  identity: TechnicianIdentity,
  passphrase: Secret,
  replace: boolean,
): Promise<void> {
  const bytes = serializeTechnician(identity)
  try {
    await writeKeyFile(file, 'technician', bytes, passphrase, { replace })
  } finally {
    bytes.fill(0)
  }
}

/** Where a new key is made when it is to be on a token. */
export interface TokenPlace {
  readonly kind: 'token'
  readonly module: string
  /** Serial or label; null where only one token is plugged in. */
  readonly token: string | null
  readonly pin: Secret
}

/** Where a new key goes: into the identity file, onto a token, or bound to the key store of this computer. */
export type KeyPlace =
  | { readonly kind: 'file' }
  | TokenPlace
  | { readonly kind: 'os-store'; readonly keyStore: SystemStore }

/**
 * A new identity in a new file, with a key of its own. Answers the request for the company.
 * @throws {VaultError} `vault/key-file-exists` @throws {TokenUnavailable} {KeyStoreUnavailable}
 */
export async function createTechnicianFile(
  file: string,
  names: SignerNames,
  passphrase: Secret,
  place: KeyPlace,
): Promise<string> {
  const { identity, requestPem } = await newTechnician(names, place)
  await writeTechnician(file, identity, passphrase, false)
  return requestPem
}

async function newTechnician(names: SignerNames, place: KeyPlace) {
  switch (place.kind) {
    case 'file':
      return await createTechnician(names)
    case 'os-store':
      return await createTechnician(names, place.keyStore)
    case 'token':
      return await onToken(names, place)
  }
}

async function onToken(names: SignerNames, { module, token: wanted, pin }: TokenPlace) {
  const token = openToken(module, wanted, pin)
  try {
    const { keyId, holder } = token.createKey(names.technician)
    const publicKey = Buffer.from(holder.publicKey).toString('base64')
    const key = { kind: 'token', module, tokenSerial: token.serial, keyId, publicKey } as const
    return { identity: { names, key, installation: null }, requestPem: await requestCertificate(names, holder) }
  } finally {
    token.close()
  }
}

/**
 * Binds the key of an identity file to the key store of this computer. Sites that took the identity before keep the key as it
 * was until the identity is put into them again.
 * @throws {RequestRefused} when the key is not in software @throws {KeyStoreUnavailable}
 */
export async function moveFileToStore(file: string, passphrase: Secret, keyStore: SystemStore): Promise<SignerNames> {
  const identity = await moveToStore(await readTechnician(file, passphrase), keyStore)
  await writeTechnician(file, identity, passphrase, true)
  return identity.names
}

/** Puts the answer of the company into the identity file. @throws {RequestRefused} when it is for another key */
export async function installInFile(
  file: string,
  passphrase: Secret,
  certificateFile: string,
): Promise<InstalledIdentity> {
  const identity = install(await readTechnician(file, passphrase), parseInstallation(await readGiven(certificateFile)))
  await writeTechnician(file, identity, passphrase, true)
  return identity
}

/** A file that somebody gave. @throws {RequestRefused} when it cannot be read */
export async function readGiven(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new RequestRefused(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, { cause })
  }
}
