import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

/** What another theme of the same screen can change. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** What keeps people out on the screen that is shown, by the rules that a program can check: one line for each kind. */
export async function keepsOut(page: Page, which: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  // A message that is just fading in or out has no colours of its own: those that come and go from here on do so at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForFunction(() => document.getAnimations().every((running) => !(running instanceof CSSTransition)))
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  if (which === 'colours') builder.withRules(colourRules)
  // Behind a dialog nothing can be reached: the dialog is the screen.
  const inDialog = (await page.getByRole('dialog').count()) > 0
  // Its head is a header element inside of the dialog, which makes it no second banner of the page.
  if (inDialog) builder.include('[role="dialog"]').disableRules('landmark-no-duplicate-banner')
  const { violations, passes, incomplete } = await builder.analyze()
  if (passes.length + incomplete.length < (which === 'all' ? 5 : 1)) return ['axe saw no screen']
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
