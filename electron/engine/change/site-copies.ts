import { type Device, endpointText } from '../../model/device.ts'
import type { Secret } from '../../model/secret.ts'
import type { ConfigCopies } from '../../model/site-facts.ts'
import type { ConfigCopy } from '../../store/config-copies.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { Vault } from '../../vault/vault.ts'
import type { EventLog } from '../event-log.ts'
import { NoCopy } from '../problems.ts'
import { openCopy } from './config-copy.ts'

interface Parts {
  readonly store: SiteFile
  readonly vault: Vault
  /** The log of the visit that is going on. */
  readonly log: () => EventLog
}

/** One file of a copy, as it is handed out. Wipe it after use. */
export interface HandedOutFile {
  readonly device: string
  readonly name: string
  readonly sha256: string
  readonly bytes: Buffer
}

/** The copies of configurations that one open site keeps. Each time that one is handed out is logged; the log holds no secret. */
export class SiteCopies {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The newest copy of each device that has one. */
  list(deviceIds: readonly string[] | null = null): readonly (NonNullable<ConfigCopies['latest']> & {
    readonly deviceId: string
  })[] {
    return this.#newest(deviceIds).map(({ copy: { blob: _, ...told } }) => told)
  }

  /**
   * The newest copies in one KDBX 4 file under a passphrase of its own, each in an entry with the steps of its restore.
   * @throws {NoCopy} when none is kept
   */
  async handOut(deviceIds: readonly string[] | null, passphrase: Secret): Promise<Buffer> {
    const { buildCopyFile } = await import('../../vault/copy-file.ts')
    const chosen = this.#chosen(deviceIds)
    const opened = chosen.map(({ device, copy }) => ({
      title: `${nameOf(device)} ${copy.takenAt}`,
      notes: `${copy.restore}\n${copy.files.map(({ name, sha256 }) => `${name}: SHA-256 ${sha256}`).join('\n')}`,
      files: openCopy(copy, this.#parts.vault),
    }))
    try {
      const bytes = await buildCopyFile(this.#parts.store.site().name, opened, passphrase)
      this.#log(chosen, 'encrypted')
      return bytes
    } finally {
      for (const { files } of opened) for (const { bytes } of files) bytes.fill(0)
    }
  }

  /** The files as they came from the devices, readable for everybody: on the word of a person only. @throws {NoCopy} */
  plain(deviceIds: readonly string[] | null): readonly HandedOutFile[] {
    const chosen = this.#chosen(deviceIds)
    const files = chosen.flatMap(({ device, copy }) =>
      openCopy(copy, this.#parts.vault).map(({ name, bytes }, index) => ({
        device: nameOf(device),
        name,
        sha256: copy.files[index]?.sha256 ?? '',
        bytes,
      })),
    )
    this.#log(chosen, 'plain')
    return files
  }

  #newest(deviceIds: readonly string[] | null): { readonly device: Device; readonly copy: ConfigCopy }[] {
    const { store } = this.#parts
    return store.devices().flatMap((device) => {
      const copy =
        deviceIds === null || deviceIds.includes(device.id) ? store.configCopies.of(device.id).at(-1) : undefined
      return copy === undefined ? [] : [{ device, copy }]
    })
  }

  #chosen(deviceIds: readonly string[] | null): { readonly device: Device; readonly copy: ConfigCopy }[] {
    const found = this.#newest(deviceIds)
    if (found.length === 0) throw new NoCopy('No copy of the configuration of these devices is kept.')
    return found
  }

  #log(chosen: readonly { readonly copy: ConfigCopy }[], as: 'encrypted' | 'plain'): void {
    for (const { copy } of chosen) {
      this.#parts.log().append({ type: 'config.handed-out', device: copy.deviceId, takenAt: copy.takenAt, as })
    }
  }
}

const nameOf = ({ endpoint, identity: { model } }: Device): string =>
  [endpointText(endpoint), model].filter((part) => part !== null).join(' ')
