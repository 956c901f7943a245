import './frame.css'
import { IconEye, IconKey } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLive } from '../api/live.tsx'
import type { SiteView } from '../api/site-view.ts'
import { BlockedContext } from '../components/act-button.tsx'
import { ProblemPanel } from '../components/problem-panel.tsx'
import type { Screen } from '../screens.ts'
import { dateTimeText } from '../text/format.ts'
import { text } from '../text/text.ts'
import { Header } from './header.tsx'
import { Keys } from './keys.tsx'
import { Notices } from './notices.tsx'
import { Rail } from './rail.tsx'
import { focusMain, SkipLink } from './skip-link.tsx'
import { Tour } from './tour.tsx'
import { VisitBar } from './visit-bar.tsx'

/** A screen of an open site, between header, visit bar and rail. */
export function SiteFrame(props: {
  readonly site: SiteView
  readonly screen: Screen
  readonly path: string
  readonly children: ReactNode
}) {
  const { site, screen, path, children } = props
  const blocked = site.readOnly === null ? null : text.frame.readOnlyBecause(site.readOnly.heldBy)
  return (
    <div className="app">
      <SkipLink />
      <Header site={site} />
      <VisitBar site={site} at={screen.step} />
      <div className="frame">
        <Rail site={site} at={screen} />
        <main id={focusMain.id} tabIndex={-1} className="main">
          <Banners site={site} />
          <BlockedContext value={blocked}>{children}</BlockedContext>
        </main>
      </div>
      <Notices />
      <Tour site={site} path={path} />
      <Keys site={site} />
    </div>
  )
}

/** A screen that needs no site. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  const { problems, dismiss } = useLive()
  return (
    <div className="app bare">
      <Header site={null} />
      <main id={focusMain.id} tabIndex={-1} className="door">
        {problems.map((problem) => (
          <ProblemPanel key={problem.message} problem={problem} onDismiss={() => dismiss(problem)} />
        ))}
        {children}
      </main>
      <Keys site={null} />
    </div>
  )
}

/** What must not be overlooked on any screen: passwords without proof, and trouble of work in the background. */
function Banners({ site }: { readonly site: SiteView }) {
  const { problems, dismiss } = useLive()
  if (site.unresolved === 0 && problems.length === 0 && site.readOnly === null) return null
  return (
    <div className="banners">
      {site.readOnly && (
        <div className="banner tone-human" role="status">
          <IconEye size="1.2rem" aria-hidden />
          <span>
            <strong>
              {text.frame.readOnly} {text.frame.readOnlyBecause(site.readOnly.heldBy)}
            </strong>{' '}
            {text.frame.readOnlyOf(
              dateTimeText(site.readOnly.at),
              site.readOnly.since === null ? null : dateTimeText(site.readOnly.since),
            )}{' '}
            {text.frame.readOnlyPasswords}
          </span>
        </div>
      )}
      {site.unresolved > 0 && (
        <div className="banner tone-warn" role="alert">
          <IconKey size="1.2rem" aria-hidden />
          <span>
            <strong>{text.frame.unresolved(site.unresolved)}</strong> {text.frame.unresolvedRemedy}{' '}
            <a href="#/evidence">{text.frame.unresolvedWhich}</a>
          </span>
        </div>
      )}
      {problems.map((problem) => (
        <ProblemPanel key={problem.message} problem={problem} onDismiss={() => dismiss(problem)} />
      ))}
    </div>
  )
}
