import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../build/command.ts'
import type { Api, Event } from '../../electron/contract/channels.ts'
import { keepsOut } from './axe.ts'
import type { readmePictures } from './readme-pictures.ts'
import type { StartedApp } from './start-app.ts'

/** As the operating system asks for each theme: the page follows, and no control of it is touched. */
const media = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  outdoor: { colorScheme: 'light', contrast: 'more' },
} as const
const themes = Object.keys(media) as (keyof typeof media)[]

/** One walk through the app: on every screen a picture in each theme, and what keeps people out of it. */
export class Walk {
  readonly #name: string
  readonly #started: () => StartedApp
  readonly looked = new Set<string>()
  /** What was found, by screen and theme. */
  readonly found: Record<string, readonly string[]> = {}

  constructor(name: string, started: () => StartedApp) {
    this.#name = name
    this.#started = started
  }

  /**
   * Looks at the screen that is shown, in every theme. With `FIELDSEAL_PICTURES=only` it leaves the pictures of the README and looks
   * no further.
   * @param screen its id of renderer/screens.ts, with more behind a dot where it has several faces: `device.facts`
   * @param readme the picture of the README that it becomes
   */
  async look(screen: string, readme?: (typeof readmePictures)[number]): Promise<void> {
    const { page, picture } = this.#started()
    this.looked.add(screen)
    const onlyPictures = process.env.FIELDSEAL_PICTURES === 'only'
    if (onlyPictures && readme === undefined) return
    if (readme !== undefined) await dismissNotices(page)
    for (const theme of onlyPictures ? (['light'] as const) : themes) {
      // A picture shows where things come to rest.
      await page.emulateMedia({ ...media[theme], reducedMotion: 'reduce' })
      await page.locator(`html[data-theme="${theme}"]`).waitFor()
      const path = await picture(`${this.#name}-${screen.replaceAll('.', '-')}-${theme}`)
      if (theme === 'light' && readme !== undefined) shared(path, readme)
      if (onlyPictures) continue
      // Names, roles and order are the same in each theme.
      const said = await keepsOut(page, theme === 'light' ? 'all' : 'colours')
      if (said.length > 0) this.found[`${screen}, ${theme}`] = said
    }
    await page.emulateMedia({ ...media.light, reducedMotion: 'no-preference' })
    await page.locator('html[data-theme="light"]').waitFor()
  }

  /** Screens of the app that this walk did not come by. */
  get missed(): readonly string[] {
    const seen = [...this.looked].map((name) => name.split('.')[0])
    return allScreens().filter((id) => !seen.includes(id))
  }
}

/** Messages at the foot are read and put away, as a person does. */
async function dismissNotices(page: StartedApp['page']): Promise<void> {
  await page.evaluate(() => {
    for (const close of document.querySelectorAll<HTMLElement>('.mantine-Notification-closeButton')) close.click()
  })
  await page.waitForFunction(() => document.querySelector('.mantine-Notification-root') === null)
}

/** Ids of all screens, as the app lists them. */
function allScreens(): readonly string[] {
  const source = readFileSync(join(root, 'renderer', 'screens.ts'), 'utf8')
  const ids = [...source.matchAll(/^ {2}screen\('([a-z-]+)'/gm)].map(([, id]) => id ?? '')
  if (ids.length < 20) throw new Error('the list of screens could not be read')
  return ids
}

function shared(path: string, name: string): void {
  if (process.env.FIELDSEAL_PICTURES === undefined) return
  const folder = join(root, 'build', 'pictures')
  mkdirSync(folder, { recursive: true })
  copyFileSync(path, join(folder, `${name}.png`))
}

/** Opens a route as a link does, and waits until it stands. */
export async function go({ page }: StartedApp, route: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, `#/${route}`)
  await settled(page)
}

/**
 * Starts long work and waits for its end, however soon that comes: a bar that is looked for afterwards may have been and gone.
 * @param start what a person does to start it
 */
export async function workDone(
  page: StartedApp['page'],
  work: Event<'progress'>['work'],
  start: () => Promise<void>,
): Promise<void> {
  const ended = page.evaluate(
    (kind) =>
      new Promise<void>((resolve) => {
        const { api } = globalThis as unknown as { api: Api }
        const stop = api.on('progress', (progress) => {
          if (progress.work !== kind || progress.state === 'running') return
          stop()
          resolve()
        })
      }),
    work,
  )
  await start()
  await ended
  await settled(page)
}

/** The screen has its heading, and nothing that was asked for is still on its way. */
export async function settled(page: StartedApp['page']): Promise<void> {
  await page.locator('main').getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => document.querySelector('main [role="status"].pad') === null)
}
