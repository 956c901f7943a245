/** Puts text on the clipboard. The page has no permission for the clipboard itself; a copy that a person asked for needs none. */
export function copyText(text: string): void {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', put, { once: true, capture: true })
  document.execCommand('copy')
  document.removeEventListener('copy', put, { capture: true })
}
