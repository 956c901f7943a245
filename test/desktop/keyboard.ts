import type { Page } from 'playwright'

const mostTabs = 150

/** Goes on with Tab until a control of this name has the focus, as a person without a mouse does, and says how far it was. */
export async function tabTo(page: Page, name: RegExp): Promise<number> {
  for (let tabs = 1; tabs <= mostTabs; tabs += 1) {
    await page.keyboard.press('Tab')
    if (name.test(await focused(page))) return tabs
  }
  throw new Error(`no control is called ${name} on the way of the keyboard`)
}

/** Name of the control that has the focus. Throws where the focus cannot be seen. */
async function focused(page: Page): Promise<string> {
  const { name, seen } = await page.evaluate(() => {
    const control = document.activeElement
    if (!(control instanceof HTMLElement) || control === document.body) return { name: '', seen: true }
    const labels = 'labels' in control ? [...((control.labels as NodeListOf<HTMLElement> | null) ?? [])] : []
    const named = control.getAttribute('aria-label') ?? (labels[0]?.textContent || control.textContent) ?? ''
    const { outlineStyle, outlineWidth } = getComputedStyle(control)
    // The screen itself takes the focus after a change of place, and needs no mark.
    const seen = control.tagName === 'MAIN' || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2)
    return { name: named.trim(), seen }
  })
  if (!seen) throw new Error(`the focus on "${name}" cannot be seen`)
  return name
}

/** Moves to the control and presses it. */
export async function pressOn(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}
