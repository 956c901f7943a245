import { _electron, type ElectronApplication, errors, type Page } from 'playwright'

export interface Launched {
  readonly app: ElectronApplication
  readonly page: Page
  /** When the try that succeeded began, in ms of `performance.now()`. */
  readonly startedAt: number
}

/**
 * How long one try takes at the most. The window stands after one second; now and then (once in a hundred starts) the test
 * driver misses the moment at which a page comes up and waits for ever, while the page is there and works.
 */
const tryMs = 20_000
const tries = 3

/** Starts Electron on a main module or an application folder, as tests may: alone, and without a word to the internet. */
export async function launchElectron(
  main: string,
  userData: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Launched> {
  const { executablePath, words } = electronCommand(main, userData)
  const whole = { ...(process.env as Record<string, string>), ...env }
  for (let tried = 1; ; tried += 1) {
    const startedAt = performance.now()
    let app: ElectronApplication | null = null
    try {
      app = await _electron.launch({ executablePath, args: [...words, ...args], env: whole, timeout: tryMs })
      return { app, page: await app.firstWindow({ timeout: tryMs }), startedAt }
    } catch (error) {
      app?.process().kill('SIGKILL')
      if (!(error instanceof errors.TimeoutError) || tried === tries) throw error
    }
  }
}

/** The same start for who needs no driver. */
export function electronCommand(main: string, userData: string): { executablePath: string; words: readonly string[] } {
  const executablePath = process.env.FIELDSEAL_ELECTRON_PATH
  if (executablePath === undefined) throw new Error('build/desktop-setup.ts did not run before this test')
  // Chromium refuses its sandbox to root; packages never carry this switch.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  return { executablePath, words: [...sandbox, ...quiet, `--user-data-dir=${userData}`, main] }
}
