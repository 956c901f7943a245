import { useEffect, useState } from 'react'
import { matchRoute, Redirect, Route, Router, Switch, useRouter } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { Asked } from './api/asked.tsx'
import { keepPlace, placeOf } from './api/place.ts'
import type { SiteView } from './api/site-view.ts'
import { useEvent } from './api/use-event.ts'
import { BareFrame, SiteFrame } from './frame/frame.tsx'
import { type LeftSite, LeftSiteContext } from './frame/left-site.ts'
import { SiteDrafts } from './frame/site-drafts.tsx'
import { focusMain } from './frame/skip-link.tsx'
import { screens } from './screens.ts'

/** The whole window: which screen the hash names, in the frame that fits whether a site is open. */
export function App() {
  const [left, setLeft] = useState<LeftSite | null>(null)
  return (
    <Router hook={useHashLocation}>
      <LeftSiteContext value={left}>
        <Asked channel="site.view" input={undefined}>
          {(site) => <Screens site={site} left={left} onLeave={setLeft} />}
        </Asked>
      </LeftSiteContext>
    </Router>
  )
}

interface ScreensProps {
  readonly site: SiteView | null
  readonly left: LeftSite | null
  readonly onLeave: (left: LeftSite) => void
}

function Screens({ site, left, onLeave }: ScreensProps) {
  const [path, navigate] = useHashLocation()
  const { parser } = useRouter()
  useEvent('locked', ({ reason }) => {
    if (site === null) return
    // A practice site ends with its lock: its passphrase was never shown to anybody.
    if (site.practice) return navigate('/')
    onLeave({ file: site.file, name: site.name, path, reason })
    navigate('/unlock')
  })
  // A new screen is read from its top by keyboard and screen reader.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect belongs to the change of the path
  useEffect(() => {
    focusMain.toTop()
    focusMain.go()
  }, [path])
  useEffect(() => keepPlace(site, path), [site, path])
  const screen = screens.find((candidate) => matchRoute(parser, candidate.path, path)[0])
  if (screen === undefined) return <Redirect to="/" />
  if (site === null && screen.site === 'open') return <Redirect to={left === null ? '/' : '/unlock'} />
  if (site !== null && screen.site === 'bare') return <Redirect to={entry(site, left)} />
  const routes = (
    <Switch>
      {screens.map(({ id, path: route, Component }) => (
        <Route key={id} path={route}>
          <Component />
        </Route>
      ))}
    </Switch>
  )
  if (site === null) return <BareFrame>{routes}</BareFrame>
  return (
    <SiteDrafts key={site.id} site={site.id}>
      <SiteFrame site={site} screen={screen} path={path}>
        {routes}
      </SiteFrame>
    </SiteDrafts>
  )
}

/** Where an opened site begins: where it was left, else where its visit stands. */
function entry(site: SiteView, left: LeftSite | null): string {
  if (left !== null && left.file === site.file) return left.path
  const kept = placeOf(site)
  if (kept !== null) return kept
  return site.deviceCount === 0 ? '/discover' : '/overview'
}
