/** The one origin whose pages may speak with main. */
export const appScheme = 'app'
export const appOrigin = 'app://main'
export const startPage = `${appOrigin}/index.html`

/** What is known of the sender of a message. `top` is the frame that fills the window. */
export interface Sender {
  readonly url: string
  readonly isTopFrame: boolean
}

/** Only the top frame of our own page: not a frame inside it, not another origin, not about:blank. */
export function isOwnPage({ url, isTopFrame }: Sender): boolean {
  if (!isTopFrame) return false
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}` === appOrigin
  } catch {
    // Not a URL at all: certainly not ours.
    return false
  }
}

/** Requests that may leave the page: its own files and inline data. All device traffic happens in the engine process. */
export function isAllowedRequest(url: string, devServer: string | null): boolean {
  if (url.startsWith(`${appOrigin}/`) || url.startsWith('data:')) return true
  if (devServer === null) return false
  return url.startsWith(devServer) || url.startsWith(devServer.replace(/^http/, 'ws')) || url.startsWith('devtools:')
}
