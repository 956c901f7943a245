import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SessionOptions, SiteSession } from '../../engine/session.ts'
import { Secret } from '../../model/secret.ts'
import { startPracticeSite } from '../../practice/practice-site.ts'

/** Simulated devices with a site of their own, both gone when it ends. */
export interface Practice {
  readonly session: SiteSession
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
      options,
    )
    session.confirmScope({ targets: simulated.scope, interfaces: simulated.interfaces, excluded: [] })
    return {
      session,
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
