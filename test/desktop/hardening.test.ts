import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/command.ts'
import { type StartedApp, startApp } from './start-app.ts'

/** What a page that somebody took over must not be able to do. */
describe('a page under foreign control', { retry: 0 }, () => {
  let started: StartedApp

  beforeAll(async () => {
    started = await startApp([], { mayComplain: true })
  })
  afterAll(() => started.stop())

  it('has no Node, no Electron and no way to make code out of text', async () => {
    const found = await started.page.evaluate(async () => {
      const scope = globalThis as unknown as Record<string, unknown>
      // In a task of the page: what a debugger evaluates is excused from the rules of the page.
      const made = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return "code ran"')())
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      })
      return {
        names: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in scope),
        api: Object.keys(scope.api as object).sort(),
        made,
      }
    })
    expect(found).toEqual({ names: [], api: ['call', 'on'], made: 'EvalError' })
  })

  it('cannot turn text into markup', async () => {
    const outcome = await started.page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<img src=x onerror="globalThis.ran = true">'
        return 'markup was made'
      } catch (error) {
        return (error as Error).name
      }
    })
    expect(outcome).toBe('TypeError')
  })

  it('reaches no network, not even this computer', async () => {
    const outcome = await started.page.evaluate(async () => {
      const tried = ['https://example.invalid/', 'http://127.0.0.1:9/', 'app://main/index.html', 'file:///etc/hostname']
      const answers = await Promise.allSettled(tried.map((url) => fetch(url)))
      return answers.map(({ status }) => status)
    })
    expect(outcome).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
  })

  it('opens no window', async () => {
    const opened = await started.page.evaluate(() =>
      ['https://example.invalid/', 'about:blank', 'app://main/index.html'].map((url) => window.open(url)),
    )
    expect(opened).toEqual([null, null, null])
    expect(started.app.windows()).toHaveLength(1)
  })

  it('frames no other page, and gives an empty frame nothing to speak with', async () => {
    const outcome = await started.page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        })
      })
      const foreign = document.createElement('iframe')
      foreign.src = 'https://example.invalid/'
      const empty = document.createElement('iframe')
      document.body.append(foreign, empty)
      const directive = await violation
      const api = 'api' in (empty.contentWindow as object)
      foreign.remove()
      empty.remove()
      return { directive, api }
    })
    expect(outcome).toEqual({ directive: 'frame-src', api: false })
  })

  it('gets no file outside of the page folder', async () => {
    const statuses = await started.app.evaluate(async ({ net }) => {
      const tried = [
        'app://main/index.html',
        'app://main/../../package.json',
        'app://main/%2e%2e/%2e%2e/package.json',
        'app://main/..%2f..%2fpackage.json',
        'app://main/..%5c..%5cpackage.json',
        'app://main/index.html%00.png',
        'app://main//etc/passwd',
        'app://other/index.html',
      ]
      return await Promise.all(tried.map(async (url) => (await net.fetch(url)).status))
    })
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404])
  })

  it('is refused input that the contract does not name', async () => {
    const codes = await started.page.evaluate(async () => {
      const { api } = globalThis as unknown as { api: { call(...input: readonly unknown[]): Promise<Answer> } }
      interface Answer {
        readonly ok: boolean
        readonly problem?: { readonly code: string }
      }
      const tried: readonly (readonly unknown[])[] = [
        ['site.open', { file: '/etc/passwd' }],
        ['site.open', { file: '/etc/passwd', passphrase: 'x' }],
        ['site.practice', { devices: 100_000 }],
        ['devices.view', { id: '../../etc/passwd' }],
        ['evidence.verify', { pack: 'a path', rootPem: null }],
        ['app.about', { extra: true }],
        ['devices.list', undefined],
      ]
      return await Promise.all(tried.map(async ([channel, input]) => (await api.call(channel, input)).problem?.code))
    })
    expect(codes).toEqual([
      'app/refused',
      'app/file-not-chosen',
      'app/refused',
      'app/refused',
      'app/refused',
      'app/refused',
      'app/no-open-site',
    ])
  })

  it('cannot name a channel that is not in the contract', async () => {
    const outcomes = await started.page.evaluate(async () => {
      const { api } = globalThis as unknown as { api: { call(...input: readonly unknown[]): Promise<unknown> } }
      const answers = await Promise.allSettled(['constructor', '__proto__', 'site.steal'].map((name) => api.call(name)))
      return answers.map(({ status }) => status)
    })
    expect(outcomes).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('gets no permission and no device', async () => {
    const outcome = await started.page.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      position: (await navigator.permissions.query({ name: 'geolocation' })).state,
    }))
    expect(outcome).toEqual({ notification: 'denied', position: 'denied' })
  })

  it('runs in the sandbox, apart from the preload script', async () => {
    const preferences = await started.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
      return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag }
    })
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  it('is not moved by a second start, whatever that was given', async () => {
    const { page, app, again } = started
    const before = page.url()
    expect(await again('--site', join(root, 'package.json'), 'app://main/#/verify', '--inspect')).toBe(0)
    expect(page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
  })

  it('goes nowhere else', async () => {
    const { page, app } = started
    const before = page.url()
    const targets = [
      'https://example.invalid/',
      'file:///etc/hostname',
      'data:text/html,hello',
      'app://other/index.html',
    ]
    await page.evaluate((urls) => {
      for (const url of urls) {
        const link = document.createElement('a')
        link.href = url
        document.body.append(link)
        link.click()
        link.remove()
        location.assign(url)
      }
    }, targets)
    // Asked of the window itself: a refused navigation leaves the test driver waiting for its end.
    const after = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const heading: unknown = await contents?.executeJavaScript('document.querySelector("h1").textContent')
      return { url: contents?.getURL(), heading }
    })
    expect(after).toEqual({ url: before, heading: 'Start with a site' })
  })
})
