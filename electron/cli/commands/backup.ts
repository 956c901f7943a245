import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { SiteSession } from '../../engine/session.ts'
import { endpointText } from '../../model/device.ts'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { openSite } from '../site.ts'
import { askSecret, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, flag, siteOptions, word, words } from './command.ts'

const passphraseVariable = 'FIELDSEAL_BACKUP_PASSPHRASE'

/** Lists the copies of configurations that the site keeps, or hands them out: encrypted, or plain on an explicit yes. */
export const backup = defineCommand({
  summary: 'list or hand out the copies of device configurations that fix BCK-01 keeps encrypted in the site file',
  options: z.strictObject({
    ...siteOptions,
    device: words('<id>', 'only of this device; may be given again'),
    out: word('<file>', 'write the newest copies into one KDBX file under a passphrase of its own'),
    plain: word('<folder>', 'write the newest copies readable into this folder; needs --yes'),
    yes: flag('the plain files hold secrets of the devices, and that is wanted'),
  }),
  async run({ options, terminal }) {
    const { out, plain, yes } = options
    if (out !== undefined && plain !== undefined) {
      throw new UsageError('--out and --plain exclude each other.', 'Give one of the two.')
    }
    if (plain !== undefined && yes !== true) {
      throw new UsageError(
        'A plain copy of a configuration holds passwords and keys of the device. Nothing was written.',
        'Say --yes if that is wanted, or use --out for an encrypted file.',
      )
    }
    const devices = options.device ?? null
    const session = await openSite(options, terminal)
    try {
      if (out !== undefined) await writeEncrypted(session, devices, resolve(out), terminal)
      else if (plain !== undefined) writePlain(session, devices, resolve(plain), terminal)
      else list(session, devices, terminal)
      return exitCode.done
    } finally {
      session.close()
    }
  },
})

function list(session: SiteSession, devices: readonly string[] | null, terminal: Terminal): void {
  const copies = session.copies.list(devices)
  const names = new Map(session.devices().map(({ id, endpoint }) => [id, endpointText(endpoint)]))
  terminal.document({ copies })
  if (copies.length === 0) terminal.line('No copy is kept. Fix item BCK-01 to fetch one.')
  for (const { deviceId, takenAt, via, files, restore } of copies) {
    terminal.line(`${names.get(deviceId)}  ${takenAt}  ${via}`)
    for (const { name, sizeBytes, sha256 } of files) terminal.line(`  ${name}  ${sizeBytes} bytes  SHA-256 ${sha256}`)
    terminal.line(`  ${restore}`)
  }
}

async function writeEncrypted(
  session: SiteSession,
  devices: readonly string[] | null,
  path: string,
  terminal: Terminal,
): Promise<void> {
  const given = process.env[passphraseVariable] ?? (await askSecret('Passphrase for the copies', passphraseVariable))
  if (given === '') throw new UsageError('The passphrase for the copies is empty.', 'Choose one of several words.')
  const passphrase = Secret.of(given)
  try {
    const bytes = await session.copies.handOut(devices, passphrase)
    guarded(path, () => writeFileSync(path, bytes, { mode: 0o600 }))
    terminal.document({ path, sizeBytes: bytes.length })
    terminal.line(`Wrote ${path}. Keep it away from the site, and its passphrase away from it.`)
  } finally {
    passphrase.wipe()
  }
}

function writePlain(session: SiteSession, devices: readonly string[] | null, folder: string, terminal: Terminal): void {
  const files = session.copies.plain(devices)
  const written = files.map(({ device, name, sha256, bytes }, index) => {
    const path = join(folder, `${index + 1} ${fileName(device)} ${fileName(name)}`)
    guarded(path, () => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, bytes, { mode: 0o600 })
    })
    bytes.fill(0)
    return { path, sha256 }
  })
  terminal.document({ files: written })
  for (const { path, sha256 } of written) terminal.line(`Wrote ${path}  SHA-256 ${sha256}`)
  terminal.line(
    'These files are readable for everybody and hold secrets of the devices. Delete them when they are done with.',
  )
}

/** Names from devices are data, never places. */
const fileName = (text: string): string => text.replace(/[^\w.-]+/g, '_').slice(0, 80)

function guarded(path: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      'Name a place that you may write to.',
    )
  }
}
