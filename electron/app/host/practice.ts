import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SiteSession } from '../../engine/session.ts'
import type { SessionOptions } from '../../engine/site-reader.ts'
import { Secret } from '../../model/secret.ts'
import { newerFirmware, practiceFirmware } from '../../practice/firmware.ts'
import { type PracticeSite, startPracticeSite } from '../../practice/practice-site.ts'
import { FirmwareLibrary } from '../../store/firmware-library.ts'

/** Devices of this computer answer an SNMP question well within that, or not at all. */
const nearMs = 100

/** Simulated devices with a site of their own, both gone when it ends. */
export interface Practice {
  readonly session: SiteSession
  /** Folder of firmware files that these devices take and no real one. */
  readonly firmwareLibrary: string
  /** Enters the logins that a technician would bring along, for the devices that were found. */
  discovered(): void
  end(): Promise<void>
}

/**
 * Starts simulated devices on loopback and makes a site in the temporary folder whose scope holds them and nothing else. The
 * passphrase is random and shown to nobody: the site cannot outlive this run.
 */
export async function startPractice(devices: number, options: SessionOptions): Promise<Practice> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldseal-practice-'))
  const simulated = await startPracticeSite({ devices, ports: 'auto' })
  const passphrase = Secret.fromBytes(randomBytes(32))
  try {
    const session = await SiteSession.create(
      join(folder, 'practice.fieldseal'),
      passphrase,
      {
        name: 'Practice site',
        customer: null,
        contract: null,
        technician: 'Practice technician',
        company: 'Practice company',
        checklist: 'baseline',
        settings: simulated.settings,
        practice: true,
      },
      { ...options, snmpWaitMs: nearMs },
    )
    session.confirmScope({ targets: simulated.scope, interfaces: simulated.interfaces, excluded: [] })
    const firmwareLibrary = join(folder, 'firmware')
    await fillLibrary(firmwareLibrary, folder, simulated.devices)
    return {
      session,
      firmwareLibrary,
      discovered: () => {
        for (const { address, port, username, password } of simulated.knownLogins) {
          const secret = Secret.of(password)
          session.logins.addAt(address, port, { username, password: secret })
          secret.wipe()
        }
      },
      end: async () => {
        await simulated.close()
        await rm(folder, { recursive: true, force: true, maxRetries: 5 })
      },
    }
  } catch (error) {
    await simulated.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    throw error
  } finally {
    passphrase.wipe()
  }
}

/** A newer firmware for every model, so that an upgrade can be tried without anything of a maker. */
async function fillLibrary(library: string, folder: string, devices: PracticeSite['devices']): Promise<void> {
  const files = new FirmwareLibrary(library)
  for (const firmware of newerFirmware(devices)) {
    const path = join(folder, `${firmware.models[0]?.replaceAll(/[^A-Za-z0-9-]+/g, '_')}.bin`)
    await writeFile(path, practiceFirmware(firmware))
    await files.add(path, { sourceNote: 'Made for practice devices.', addedBy: 'practice' })
    await rm(path)
  }
}
