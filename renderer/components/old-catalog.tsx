import './old-catalog.css'
import { IconAlertTriangle } from '@tabler/icons-react'
import { engineText } from '../text/engine-text.ts'

/** Says loudly what an answer of the catalog does not rest on: it is old, or not the one that judged. */
export function OldCatalog({ children }: { readonly children: string }) {
  return (
    <p className="catalog-warning tone-warn" role="alert">
      <IconAlertTriangle size="1.2rem" aria-hidden />
      <strong>{engineText(children)}</strong>
    </p>
  )
}
