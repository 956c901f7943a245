import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CallParts, Calls } from '../../electron/app/calls.ts'
import { BugLog } from '../../electron/app/log.ts'
import { RecentSites } from '../../electron/app/recent-sites.ts'
import { deviceView } from '../../electron/app/views/device-view.ts'
import type { Result } from '../../electron/contract/channels.ts'
import { deviceFacts, deviceId } from './examples.ts'
import { assessment, source } from './firmware-examples.ts'
import { siteView } from './site-view-example.ts'

let folder: string
let heard: { readonly channel: string; readonly input: unknown }[]
let answers: Record<string, Result<unknown>>
let shown: string[]
let asked: string[]
let visited: string[]
let spoken: string[]
let agrees: boolean
let closes: string | null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-calls-'))
  heard = []
  shown = []
  asked = []
  visited = []
  spoken = []
  agrees = true
  closes = null
  answers = {}
})
afterEach(() => rmSync(folder, { recursive: true }))

function makeCalls(over: Partial<CallParts> = {}): Calls {
  return new Calls({
    engine: {
      call: async (channel, input) => {
        heard.push({ channel, input })
        return answers[channel] ?? { ok: true, value: null }
      },
    },
    dialogs: {
      newSite: async () => join(folder, 'new.fieldseal'),
      openSite: async () => join(folder, 'chosen.fieldseal'),
      sealTo: async () => null,
      openCatalog: async () => join(folder, 'newer.fieldseal-catalog'),
      openFirmware: async () => join(folder, 'camera.bin'),
      save: async (kind) => join(folder, kind),
      open: async (kind) => (closes === kind ? null : join(folder, `old-${kind}`)),
      useCamera: async () => true,
      startPageAgain: async () => true,
      closeWhileWorking: async () => true,
      leaveFor: async (url) => {
        asked.push(url.href)
        return agrees
      },
    },
    recent: new RecentSites(join(folder, 'recent.json')),
    log: new BugLog(join(folder, 'log'), () => undefined),
    about: { version: '1.2.3', electron: '45.0.0' },
    notices: join(folder, 'notices.txt'),
    speak: (language) => void spoken.push(language),
    showInFolder: (path) => shown.push(path),
    openInBrowser: async (url) => void visited.push(url.href),
    ...over,
  })
}

const nothingGiven = {
  roots: [],
  stampRoots: [],
  customerRoots: [],
  revocations: [],
  challenge: null,
  requireTimestamp: false,
}
const sealing = {
  variant: 'insurer',
  both: false,
  challenge: null,
  approver: null,
  witness: null,
  withholdAddresses: false,
  pin: null,
}

const codeOf = (result: Result<unknown>) => (result.ok ? null : result.problem.code)

describe('messages of the page', () => {
  it.each([
    ['a channel of nobody', 'site.steal', undefined],
    ['a name that every object has', 'constructor', undefined],
    ['something that is no name', { toString: 1 }, undefined],
    ['a missing input', 'devices.view', undefined],
    ['an id that is a path', 'devices.view', { id: '../../etc/passwd' }],
    ['more devices than there may be', 'site.practice', { devices: 100_000 }],
    ['a pack that is a path', 'evidence.verify', { ...nothingGiven, packs: [{ name: 'x', bytes: '/etc/passwd' }] }],
    ['a key that is a path', 'evidence.countersign', { packId: null, keyFile: '/etc/passwd' }],
    ['input where none is', 'site.lock', { reason: 'idle' }],
    ['a source that is an address', 'firmware.openSource', { deviceId, source: 'https://example.com/' }],
    ['an address beside a source', 'firmware.openSource', { deviceId, source: -1, url: 'https://example.com/' }],
    ['a language that the app does not speak', 'app.speak', { language: 'xx' }],
    ['a catalog that is a path', 'firmware.updateCatalog', { file: '/etc/passwd' }],
  ])('are refused before the engine hears them: %s', async (_what, channel, input) => {
    expect(codeOf(await makeCalls().answer(channel, input))).toBe('app/refused')
    expect(heard).toEqual([])
  })

  it('get back what the contract names and nothing more', async () => {
    const scope = { targets: [], interfaces: [], excluded: [] }
    answers['scope.confirm'] = { ok: true, value: { ...siteView(), passphrase: 'must not leave' } }
    const result = await makeCalls().answer('scope.confirm', { scope, largeConfirmed: false })
    expect(result).toEqual({ ok: true, value: siteView() })
  })

  it('become a problem with a log id when an answer does not fit, and the log has it', async () => {
    answers['devices.list'] = { ok: true, value: [{ id: 'no uuid' }] }
    const result = await makeCalls().answer('devices.list', undefined)
    expect(codeOf(result)).toBe('app/bug')
    const [line] = readFileSync(join(folder, 'log'), 'utf8').split('\n')
    const { id } = JSON.parse(line ?? '') as { readonly id: string }
    expect(JSON.stringify(result)).toContain(id)
  })
})

describe('the app itself', () => {
  it('shows what the licences of others demand to be said', async () => {
    writeFileSync(join(folder, 'notices.txt'), 'Copyright (c) Somebody')
    expect(await makeCalls().answer('app.notices', undefined)).toEqual({
      ok: true,
      value: { text: 'Copyright (c) Somebody' },
    })
    expect(heard).toEqual([])
  })

  it('speaks as the page does', async () => {
    expect(await makeCalls().answer('app.speak', { language: 'es' })).toEqual({ ok: true, value: null })
    expect(spoken).toEqual(['es'])
    expect(heard).toEqual([])
  })
})

describe('files', () => {
  it('are opened only when a person named them outside of the page', async () => {
    const calls = makeCalls()
    const open = (file: string) => calls.answer('site.open', { file, passphrase: 'x' })
    expect(codeOf(await open('/etc/passwd'))).toBe('app/file-not-chosen')
    expect(heard).toEqual([])
    answers['site.open'] = { ok: true, value: siteView({ file: join(folder, 'chosen.fieldseal') }) }
    await calls.answer('site.choose', undefined)
    expect((await open(join(folder, 'chosen.fieldseal'))).ok).toBe(true)
  })

  it('that were opened are remembered, and may be opened again', async () => {
    const file = join(folder, 'given.fieldseal')
    answers['site.open'] = { ok: true, value: siteView({ file, name: 'Harbour' }) }
    const first = makeCalls()
    first.allow(file)
    await first.answer('site.open', { file, passphrase: 'x' })
    const later = makeCalls()
    const about = await later.answer('app.about', undefined)
    expect(about).toMatchObject({ ok: true, value: { version: '1.2.3', recent: [{ file, name: 'Harbour' }] } })
    expect((await later.answer('site.open', { file, passphrase: 'x' })).ok).toBe(true)
  })

  it('get their place from the dialog of the operating system', async () => {
    answers['site.create'] = { ok: true, value: siteView() }
    await makeCalls().answer('site.create', {
      name: 'Harbour',
      customer: null,
      company: 'Installers',
      technician: 'A. Person',
      ntpServers: [],
      passphrase: 'twelve letters',
    })
    expect(heard).toMatchObject([{ channel: 'site.create', input: { place: join(folder, 'new.fieldseal') } }])
  })

  it('are not written when the person closed the dialog', async () => {
    const result = await makeCalls().answer('evidence.seal', sealing)
    expect(result).toEqual({ ok: true, value: null })
    expect(heard).toEqual([])
  })

  it('of a countersignature are asked for one after the other, and a closed dialog ends it', async () => {
    const wanted = { role: 'customer', name: 'C. Person', statement: 'Seen.', way: 'own', passphrase: '', pin: null }
    answers['evidence.countersign'] = { ok: true, value: { file: 'x' } }
    const calls = makeCalls()
    await calls.answer('evidence.countersign', { ...wanted, packId: null })
    expect(heard[0]?.input).toMatchObject({
      packFile: join(folder, 'old-pack'),
      keyFile: join(folder, 'old-key'),
      certificateFile: join(folder, 'old-certificate'),
    })
    heard = []
    closes = 'certificate'
    expect(await calls.answer('evidence.countersign', { ...wanted, packId: 'one' })).toEqual({ ok: true, value: null })
    expect(heard).toEqual([])
  })

  it('of company and technician never come from the page', async () => {
    const calls = makeCalls()
    await calls.answer('identity.openCompany', { passphrase: 'x', file: '/etc/passwd' })
    const key = { passphrase: 'twelve letters', place: 'file', token: '', pin: '' }
    await calls.answer('identity.request', { technician: 'A', company: 'B', ...key })
    expect(heard.map(({ input }) => input)).toMatchObject([
      { file: join(folder, 'old-company') },
      { out: join(folder, 'identity'), requestOut: join(folder, 'request') },
    ])
  })

  it('are shown in the folder only when they are packs of the open site', async () => {
    const pack = {
      path: '/evidence/pack.asice',
      rootPath: '/evidence/root.pem',
      rootFingerprint: 'aa',
      packId: 'one',
      sequence: 1,
      variant: 'insurer',
      sealedAt: '2026-01-01T00:00:00Z',
      sizeBytes: 1,
      copies: [],
      stamps: [],
    }
    answers['evidence.list'] = { ok: true, value: [pack] }
    const calls = makeCalls()
    expect(codeOf(await calls.answer('evidence.show', { packId: randomUUID() }))).toBe('app/refused')
    expect(shown).toEqual([])
    await calls.answer('evidence.show', { packId: 'one' })
    expect(shown).toEqual([pack.path])
  })
})

describe('sources of a firmware answer', () => {
  const open = (calls: Calls, place = 0) => calls.answer('firmware.openSource', { deviceId, source: place })
  const answerWith = (...urls: readonly string[]) => {
    const value = assessment({ sources: urls.map((url) => source(url)), vulnerabilities: [] })
    const readings = { 'firmware.assessment': { end: 'value', readAt: '2026-01-02T03:04:05Z', value } } as const
    answers['devices.view'] = { ok: true, value: deviceView(deviceFacts({ readings })) }
  }

  it('open in the browser when the person agrees, by their place in the answer of the engine', async () => {
    answerWith('https://maker.com/one', 'https://maker.com/two?a=b')
    expect(await open(makeCalls(), 1)).toEqual({ ok: true, value: { opened: true } })
    expect(heard).toEqual([{ channel: 'devices.view', input: { id: deviceId } }])
    expect(asked).toEqual(['https://maker.com/two?a=b'])
    expect(visited).toEqual(asked)
  })

  it('stay closed when the person does not agree', async () => {
    answerWith('https://maker.com/one')
    agrees = false
    expect(await open(makeCalls())).toEqual({ ok: true, value: { opened: false } })
    expect(asked).toHaveLength(1)
    expect(visited).toEqual([])
  })

  it.each(['file:///etc/passwd', 'http://maker.com/', 'https://10.0.0.7/', 'words of a person'])(
    'are never asked about, and never opened, when they are no plain public address: %s',
    async (url) => {
      answerWith(url)
      expect(codeOf(await open(makeCalls()))).toBe('app/source-not-a-link')
      expect([asked, visited]).toEqual([[], []])
    },
  )

  it('are refused when the answer has no such source, or there is no answer', async () => {
    answerWith('https://maker.com/one')
    expect(codeOf(await open(makeCalls(), 7))).toBe('app/refused')
    answers['devices.view'] = { ok: false, problem: { code: 'app/no-open-site', message: '', remedy: '' } }
    expect(codeOf(await open(makeCalls()))).toBe('app/no-open-site')
    expect([asked, visited]).toEqual([[], []])
  })
})

describe('a newer catalog', () => {
  it('comes from the file that the person chose in the dialog', async () => {
    await makeCalls().answer('firmware.updateCatalog', undefined)
    expect(heard).toEqual([
      { channel: 'firmware.updateCatalog', input: { file: join(folder, 'newer.fieldseal-catalog') } },
    ])
  })
})
