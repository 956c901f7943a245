import { text } from '../text/text.ts'

/** Names the window after the heading that is on it. */
export function setDocumentTitle(heading: string): void {
  window.document.title = `${heading} - ${text.product}`
}
