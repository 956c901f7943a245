import { app, type Session, type WebContents } from 'electron'
import { isAllowedRequest } from './origin.ts'

/** Switches that must be set before Chromium starts: nothing of it phones home, every page is in the sandbox. */
export function hardenStart(): void {
  // Whoever started Chromium without its sandbox (root in a container must) gets helpers that end at once if it is asked for
  // here. Pages keep the sandbox of their window options in name; packages never carry that switch.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'no-pings',
  ]) {
    app.commandLine.appendSwitch(name)
  }
  // OptimizationHints and MediaRouter make requests of their own.
  app.commandLine.appendSwitch('disable-features', 'OptimizationHints,MediaRouter,SpareRendererForSitePerProcess')
}

/**
 * The page gets no device, no network, and no permission but one: the picture of a camera, for photos of an attestation, each
 * time that a person says yes to it outside of the page.
 */
export function hardenSession(session: Session, devServer: string | null, askForCamera: () => Promise<boolean>): void {
  session.setPermissionRequestHandler((_contents, permission, grant, details) => {
    if (permission !== 'media' || !isPictureOnly(details)) return grant(false)
    askForCamera().then(grant, () => grant(false))
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !isAllowedRequest(request.url, devServer) }))
  // Nothing is downloaded: the engine process writes every file that the app makes.
  session.on('will-download', (event) => event.preventDefault())
}

/** Never sound, and only for the page itself: a frame in it has another place. */
function isPictureOnly(details: object): boolean {
  const { mediaTypes = [], isMainFrame } = details as {
    readonly mediaTypes?: readonly string[]
    readonly isMainFrame?: boolean
  }
  return isMainFrame === true && mediaTypes.length === 1 && mediaTypes[0] === 'video'
}

/** The window stays on its page: no other window, no navigation, no embedded guest. */
export function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    // The page may start itself again, in another language for example; it may go nowhere.
    if (event.url !== contents.getURL()) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
