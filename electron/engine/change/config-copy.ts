import { createHash, timingSafeEqual } from 'node:crypto'
import type { BackupFile, BackupSource } from '../../drivers/driver.ts'
import { CredentialWithheld, ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { ConfigCopies } from '../../model/site-facts.ts'
import type { ConfigCopy } from '../../store/config-copies.ts'
import type { SiteFile } from '../../store/site-file.ts'
import { pack, unpack } from '../../vault/framing.ts'
import type { Vault } from '../../vault/vault.ts'
import type { OpenDevice } from '../device/open-device.ts'
import { mayTravelClear, type PasswordParts } from '../password/change-password.ts'

/** More than the configuration of any recorder; a device that sends more sends something else. */
const largestBytes = 16 * 1_024 * 1_024
/** Copies whose bytes are kept: the new one never takes the place of the one before it. */
const slots = 2

export type CopyParts = Pick<PasswordParts, 'vault' | 'log' | 'allowClear'> & { readonly store: SiteFile }

/**
 * Fetches a copy of the configuration and keeps it sealed in the vault of the site file; only name, size and SHA-256 of its files
 * are told to anybody. Returns when it was read back as it came. Nothing on the device changes.
 *
 * @throws {Unsupported} when the device has no way to a copy
 * @throws {CredentialWithheld} before it is fetched, when it would cross the network readable and nobody allowed that
 * @throws {ProtocolViolation} when what came is no copy
 */
export async function takeCopy(open: OpenDevice, parts: CopyParts): Promise<void> {
  const source = await sourceFor(open, parts.allowClear)
  const { connection, device } = open
  // Recordings of what is exchanged with devices must not hold one.
  const unseen = { ...connection, endpoint: device.endpoint, network: connection.network.unobserved() }
  const { via, files } = await source.take(unseen)
  assertCopy(files)
  const { store, vault, log } = parts
  const described = files.map(({ name, bytes }) => ({ name, sizeBytes: bytes.length, sha256: sha256(bytes) }))
  const blob = `config-copy/${device.id}/${store.configCopies.of(device.id).length % slots}`
  const sealed = pack(
    described,
    files.map(({ bytes }) => bytes),
  )
  vault.putBlob(blob, sealed)
  const copy: ConfigCopy = {
    deviceId: device.id,
    blob,
    takenAt: new Date().toISOString(),
    via,
    firmware: device.identity.firmware,
    restore: source.restore,
    files: described,
  }
  for (const file of openCopy(copy, vault)) file.bytes.fill(0)
  store.configCopies.add(copy)
  log.append({ type: 'config.copied', device: device.id, via, files: described })
  for (const bytes of [sealed, ...files.map((file) => file.bytes)]) bytes.fill(0)
}

/** Part of planning. @throws {Unsupported} {CredentialWithheld} */
export async function assertCopyMayTravel(open: OpenDevice, allowClear: boolean): Promise<void> {
  await sourceFor(open, allowClear)
}

async function sourceFor(open: OpenDevice, allowClear: boolean): Promise<BackupSource> {
  const [source] = open.driver.backups ?? []
  if (source === undefined) throw new Unsupported(`The ${open.driver.vendor} driver knows no way to a copy.`)
  open.secretWay = null
  if ((await source.transport(open.connection)) === 'tls') {
    open.secretWay = 'tls'
    return source
  }
  try {
    open.secretWay = mayTravelClear(open, allowClear)
  } catch (error) {
    if (!(error instanceof CredentialWithheld)) throw error
    throw new CredentialWithheld(
      'The device offers no HTTPS: a copy of its configuration, with the secrets in it, would cross the network readable. Nothing was fetched.',
      { cause: error },
    )
  }
  return source
}

/** A page of a web server is no configuration, whatever its status says. */
function assertCopy(files: readonly BackupFile[]): void {
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (files.length === 0 || files.some(({ bytes }) => bytes.length === 0)) {
    throw new ProtocolViolation('The device gave an empty copy of its configuration.')
  }
  if (total > largestBytes) throw new ProtocolViolation('The device gave more than any configuration is long.')
  if (files.some(({ bytes }) => /^\s*<(?:!doctype\s+html|html)\b/i.test(bytes.subarray(0, 256).toString('latin1')))) {
    throw new ProtocolViolation('The device gave a web page instead of a copy of its configuration.')
  }
}

/**
 * The files of a copy, as they came from the device. Wipe them after use.
 * @throws {Unsupported} when newer copies took its place
 */
export function openCopy({ blob, files }: ConfigCopy, vault: Vault): readonly BackupFile[] {
  const bytes = vault.blob(blob)
  if (bytes === null) throw new Unsupported('The copy is not in the vault of this site.')
  const { secrets } = unpack<unknown>(bytes)
  const kept = files.map(({ name }, index) => ({ name, bytes: Buffer.from(secrets[index] ?? []) }))
  bytes.fill(0)
  const isWhole = files.every(({ sha256: wanted }, index) =>
    timingSafeEqual(Buffer.from(sha256(kept[index]?.bytes ?? Buffer.alloc(0)), 'hex'), Buffer.from(wanted, 'hex')),
  )
  if (!isWhole) throw new Unsupported('The copy is not kept any more: newer ones took its place.')
  return kept
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** What the site file tells of the copies of one device. */
export function copiesOf(deviceId: string, store: Pick<SiteFile, 'configCopies' | 'changesOf'>): ConfigCopies {
  const latest = store.configCopies.of(deviceId).at(-1)
  if (latest === undefined) return { latest: null, changedSince: [] }
  const { takenAt, via, firmware, restore, files } = latest
  const touched = store
    .changesOf(deviceId)
    .filter(({ fix, state, at }) => fix !== copyFix && mayHaveTouched.includes(state) && at > takenAt)
  return {
    latest: { takenAt, via, firmware, restore, files },
    changedSince: [...new Set(touched.map(({ fix }) => fix))],
  }
}

const copyFix = 'config-backup'
const mayHaveTouched: readonly string[] = ['fixed', 'failed', 'unresolved']
