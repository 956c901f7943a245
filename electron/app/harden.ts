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

/** The page gets no permission, no device and no network. */
export function hardenSession(session: Session, devServer: string | null): void {
  session.setPermissionRequestHandler((_contents, _permission, grant) => grant(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !isAllowedRequest(request.url, devServer) }))
  // Nothing is downloaded: the engine process writes every file that the app makes.
  session.on('will-download', (event) => event.preventDefault())
}

/** The window stays on its page: no other window, no navigation, no embedded guest. */
export function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
