import type { SiteView } from '../api/site-view.ts'
import { screens } from '../screens.ts'
import { text } from '../text/text.ts'
import { themeNames } from '../theme/tokens.ts'
import { nextStep } from './next-step.ts'

/** One thing that can be done from everywhere. */
export interface Command {
  readonly id: string
  readonly name: string
  readonly what: string
  readonly run: () => void
}

/** What commands may do to the window. */
export interface CommandHands {
  go(path: string): void
  lock(): void
  setTheme(theme: (typeof themeNames)[number]): void
  showKeys(): void
}

/** Every command that makes sense now. A new one is one line here; screens that need no further word come by themselves. */
export function commands(site: SiteView | null, hands: CommandHands): readonly Command[] {
  const { frame, shortcuts } = text
  const next = site && nextStep(site)
  return [
    ...(next === null ? [] : [command('next', next.what, frame.next, () => hands.go(next.href.slice(1)))]),
    ...screens
      .filter(({ path, site: needs }) => !path.includes(':') && (site === null ? needs === 'both' : needs !== 'bare'))
      .map(({ id, title, path }) => command(`go ${id}`, title, frame.places, () => hands.go(path))),
    ...themeNames.map((name) => command(name, frame.theme[name], frame.themes, () => hands.setTheme(name))),
    command('keys', shortcuts.open, shortcuts.title, hands.showKeys),
    ...(site === null
      ? []
      : [command('lock', site.practice ? frame.closePractice : frame.lock, site.name, () => hands.lock())]),
  ]
}

const command = (id: string, name: string, what: string, run: () => void): Command => ({ id, name, what, run })
