import './rail.css'
import type { SiteView } from '../api/site-view.ts'
import { type Screen, screens } from '../screens.ts'
import { text } from '../text/text.ts'

/** The places of an open site. */
export function Rail({ site, at }: { readonly site: SiteView; readonly at: Screen }) {
  return (
    <nav className="rail" aria-label={text.frame.places}>
      <ul>
        {screens.map(({ id, title, path, rail, count }) => {
          if (rail === null) return null
          const Icon = rail
          return (
            <li key={id}>
              <a href={`#${path}`} aria-current={at.place === id ? 'page' : undefined} title={title}>
                <Icon size="1.15rem" stroke={1.75} aria-hidden />
                <span className="rail-name">{title}</span>
                {count && <span className="rail-count">{count(site)}</span>}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
