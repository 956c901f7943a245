import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { root } from '../../build/command.ts'
import { electronCommand, launchElectron } from './launch.ts'

export interface StartedApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** Where the dialogs of this run put and find their files. */
  readonly files: string
  /** Everything that the page wrote to its console as an error, broken security rules among them. */
  readonly complaints: readonly string[]
  /** Starts the same application again, as a second one of the same person, and answers its exit code. */
  again(...args: readonly string[]): Promise<unknown>
  /** A picture of the window in `test-results/`. */
  picture(name: string): Promise<string>
  /** @throws when the page broke a security rule or wrote an error on the way */
  stop(): Promise<void>
}

const pictures = join(root, 'test-results')

/**
 * Starts the built application with a home of its own, so that no test meets what another one left behind.
 * @param mayComplain the test makes the page break rules on purpose
 */
export async function startApp(args: readonly string[] = [], { mayComplain = false } = {}): Promise<StartedApp> {
  const home = await mkdtemp(join(tmpdir(), 'fieldseal-desktop-'))
  const files = join(home, 'files')
  mkdirSync(files)
  mkdirSync(pictures, { recursive: true })
  const { executablePath, words } = electronCommand(root, join(home, 'user'))
  const env = { HOME: home, FIELDSEAL_TEST_DIALOG: files }
  const { app, page } = await launchElectron(root, join(home, 'user'), args, env)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.setDefaultTimeout(15_000)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return {
    app,
    page,
    files,
    complaints,
    async again(...more) {
      const second = spawn(executablePath, [...words, ...more], {
        env: { ...process.env, ...env },
        stdio: 'ignore',
        timeout: 30_000,
      })
      const [code, signal] = await once(second, 'close')
      return signal ?? code
    },
    async picture(name) {
      const path = join(pictures, `${name}.png`)
      await page.screenshot({ path })
      return path
    },
    async stop() {
      await app.close()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
      if (complaints.length > 0 && !mayComplain) throw new Error(`The page complained:\n${complaints.join('\n')}`)
    },
  }
}
