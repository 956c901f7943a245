import type { SiteSession } from '../../engine/session.ts'
import type { Handlers, Host } from '../host/host.ts'

/** A site that is only looked at keeps nothing: what somebody types there lives as long as the page. */
export const draftHandlers = {
  'draft.list': (host) => host.current?.session.drafts.all() ?? {},
  'draft.keep': (host, { site, name, value }) => {
    const drafts = draftsOf(host, site)
    if (value === null) drafts?.forget(name)
    else drafts?.keep(name, value)
    return null
  },
  'draft.keepFile': (host, { site, name, id, bytes }) => {
    const drafts = draftsOf(host, site)
    if (bytes === null) drafts?.forgetFile(name, id)
    else drafts?.keepFile(name, id, bytes)
    return null
  },
  'draft.file': (host, { site, name, id }) => {
    const bytes = draftsOf(host, site)?.file(name, id) ?? null
    return { bytes: bytes === null ? null : new Uint8Array(bytes) }
  },
} satisfies Partial<Handlers>

/** Null where this site is not open any more, or only looked at. */
function draftsOf(host: Host, site: string): SiteSession['drafts'] | null {
  const session = host.current?.session
  return session !== undefined && session.site().id === site ? session.drafts : null
}
