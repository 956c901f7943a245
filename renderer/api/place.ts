import { loadPreference, savePreference } from './preferences.ts'
import type { SiteView } from './site-view.ts'

const isPlace = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f-]{36} \/[\w/:.~%-]*$/.test(value)

/** Remembers where in the site the person is, so that an app that was killed comes back there. A practice site has no after. */
export function keepPlace(site: SiteView | null, path: string): void {
  if (site === null || site.practice || !path.startsWith('/') || path === '/' || /^\/(new|unlock)\b/.test(path)) return
  savePreference('place', `${site.id} ${path}`)
}

/** Where this site was left; null when another one was open since. */
export function placeOf(site: SiteView): string | null {
  const kept = loadPreference('place', isPlace)
  return kept?.startsWith(`${site.id} `) ? kept.slice(site.id.length + 1) : null
}
