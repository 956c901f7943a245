import './header.css'
import {
  IconBuilding,
  IconContrast,
  IconLock,
  IconMoon,
  IconSearch,
  IconSettings,
  IconSun,
  IconTextSize,
} from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { isApple } from '../api/keyboard.ts'
import type { SiteView } from '../api/site-view.ts'
import { IconButton } from '../components/icon-button.tsx'
import { Tag } from '../components/tag.tsx'
import { text } from '../text/text.ts'
import { largerText } from '../theme/text-sizes.ts'
import { useLook } from '../theme/theme-provider.tsx'
import { themeNames } from '../theme/tokens.ts'
import { palette } from './palette.tsx'
import { useLock } from './use-lock.tsx'

const themeIcons = { light: IconSun, dark: IconMoon, outdoor: IconContrast }

/** Which site this is, how to lock it, and how the app looks. Stands on every screen. */
export function Header({ site }: { readonly site: SiteView | null }) {
  const { textSize, setTextSize } = useLook()
  return (
    <header className="top">
      <a className="brand" href={site ? '#/overview' : '#/'} aria-label={text.product}>
        <Mark />
        <span>{text.product}</span>
      </a>
      {site && <SiteLine site={site} />}
      <div className="top-right">
        <button type="button" className="search-button" onClick={palette.open} aria-label={text.frame.search}>
          <IconSearch size="1rem" aria-hidden />
          <span className="search-words">{text.frame.search}</span>
          <kbd aria-hidden>{text.frame.searchKeys(isApple())}</kbd>
        </button>
        {site && <LockButton practice={site.practice} />}
        <IconButton label={text.frame.textSize(textSize)} onClick={() => setTextSize(largerText(textSize))}>
          <IconTextSize size="1.05rem" aria-hidden />
        </IconButton>
        <Themes />
        <a className="icon-button" href="#/settings" aria-label={text.frame.settings} title={text.frame.settings}>
          <IconSettings size="1.05rem" aria-hidden />
        </a>
      </div>
    </header>
  )
}

/** One stop for the Tab key; arrows choose, as in every group of radio buttons. */
function Themes() {
  const { theme, setTheme } = useLook()
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = themeNames[(themeNames.indexOf(theme) + by + themeNames.length) % themeNames.length] ?? theme
    setTheme(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-choice="${next}"]`)?.focus()
  }
  return (
    <div className="themes" role="radiogroup" aria-label={text.frame.themes} onKeyDown={move}>
      {themeNames.map((name) => {
        const Icon = themeIcons[name]
        return (
          <IconButton
            key={name}
            role="radio"
            aria-checked={theme === name}
            tabIndex={theme === name ? 0 : -1}
            data-choice={name}
            label={text.frame.theme[name]}
            onClick={() => setTheme(name)}
          >
            <Icon size="1.05rem" aria-hidden />
          </IconButton>
        )
      })}
    </div>
  )
}

function SiteLine({ site }: { readonly site: SiteView }) {
  return (
    <div className="site-line">
      <IconBuilding size="1rem" aria-hidden />
      <span className="site-name cut">{site.name}</span>
      <span className="site-visit">{text.frame.visitNumber(site.visitNumber)}</span>
      {site.practice && (
        <span title={text.frame.practiceNote}>
          <Tag tone="human">{text.frame.practice}</Tag>
        </span>
      )}
    </div>
  )
}

function LockButton({ practice }: { readonly practice: boolean }) {
  const lock = useLock(practice)
  const label = practice ? text.frame.closePractice : text.frame.lock
  return (
    <>
      <button type="button" className="lock-button" aria-label={label} disabled={lock.busy} onClick={lock.run}>
        <IconLock size="1rem" aria-hidden />
        <span>{label}</span>
      </button>
      {lock.question}
    </>
  )
}

function Mark() {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1.25rem"
      height="1.25rem"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      aria-hidden="true"
    >
      <path d="M3 3h14v8.2c0 3.4-2.7 5-7 6.3-4.3-1.3-7-2.9-7-6.3z" strokeLinejoin="round" />
      <path d="M6.6 9.8l2.5 2.5 4.5-5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
