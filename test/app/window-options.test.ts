import { describe, expect, it } from 'vitest'
import { windowOptions } from '../../electron/app/window-options.ts'

describe('the options of every window', () => {
  const { webPreferences } = windowOptions('/preload.cjs', true)

  it('keep Node out of the page and the page in the sandbox', () => {
    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    })
  })

  it('have developer tools in a checkout and none in a package', () => {
    expect(webPreferences?.devTools).toBe(false)
    expect(windowOptions('/preload.cjs', false).webPreferences?.devTools).toBe(true)
  })

  it('never let the window be smaller than its layout holds', () => {
    expect(windowOptions('/preload.cjs', true)).toMatchObject({ minWidth: 1024, minHeight: 700 })
  })
})
