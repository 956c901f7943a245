import './page.css'
import { type ReactNode, useEffect } from 'react'
import { setDocumentTitle } from '../api/document-title.ts'

/** The heading of a screen; the window is named after it. */
export function PageHead(props: { readonly title: string; readonly lead?: ReactNode; readonly children?: ReactNode }) {
  const { title, lead, children } = props
  useEffect(() => setDocumentTitle(title), [title])
  return (
    <div className="page-head">
      <div className="page-title">
        <h1>{title}</h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {children !== undefined && <div className="page-actions">{children}</div>}
    </div>
  )
}
