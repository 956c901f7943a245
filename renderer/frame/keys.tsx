import { Modal } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import type { SiteView } from '../api/site-view.ts'
import { screens } from '../screens.ts'
import { text } from '../text/text.ts'
import { useLook } from '../theme/theme-provider.tsx'
import { nextStep, stepHref } from './next-step.ts'
import { Palette, palette } from './palette.tsx'
import { ShortcutList } from './shortcut-list.tsx'
import { useLetters } from './use-letters.ts'
import { useLock } from './use-lock.tsx'

/** Second key after `g`, and the screen that it opens. */
const places: Readonly<Record<string, string>> = {
  o: 'overview',
  i: 'discover',
  d: 'devices',
  l: 'checklist',
  c: 'changes',
  f: 'firmware',
  e: 'evidence',
  v: 'verify',
  s: 'settings',
}

/** Parts of the window in the order of F6. */
const parts = ['.top a', '.visit a', '.rail a', '#main']

/** The keys that work on every screen, the palette, and the list of keys. */
export function Keys({ site }: { readonly site: SiteView | null }) {
  const [, go] = useHashLocation()
  const [shown, setShown] = useState(false)
  const { setTheme } = useLook()
  const lock = useLock(site?.practice === true)
  const hands = {
    go,
    setTheme,
    lock: lock.run,
    showKeys: () => setShown(true),
  }
  const open = (id: string) => {
    const screen = screens.find((candidate) => candidate.id === id)
    if (screen !== undefined && (site !== null || screen.site !== 'open')) go(screen.path)
  }
  useHotkeys(
    [
      ['mod+K', palette.toggle],
      ['mod+L', () => site !== null && hands.lock()],
      ['F6', () => nextPart(1)],
      ['shift+F6', () => nextPart(-1)],
      ...(site?.steps ?? []).map(
        ({ id }, index) => [`alt+${index + 1}`, () => go(stepHref[id].slice(1))] as [string, () => void],
      ),
    ],
    [],
  )
  useLetters({
    '?': hands.showKeys,
    n: () => site !== null && go(nextStep(site).href.slice(1)),
    ...Object.fromEntries(Object.entries(places).map(([letter, id]) => [`g ${letter}`, () => open(id)])),
  })
  return (
    <>
      <Palette site={site} hands={hands} />
      {lock.question}
      <Modal
        opened={shown}
        onClose={() => setShown(false)}
        title={text.shortcuts.title}
        size="48rem"
        closeButtonProps={{ 'aria-label': text.common.close }}
      >
        <ShortcutList />
      </Modal>
    </>
  )
}

function nextPart(by: 1 | -1): void {
  const found = parts.map((selector) => document.querySelector<HTMLElement>(selector)).filter((part) => part !== null)
  const at = found.findIndex((part) => part.closest('header, nav, main')?.contains(document.activeElement))
  found[(at + by + found.length) % found.length]?.focus()
}
