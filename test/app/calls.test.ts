import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CallParts, Calls } from '../../electron/app/calls.ts'
import { BugLog } from '../../electron/app/log.ts'
import { RecentSites } from '../../electron/app/recent-sites.ts'
import type { Result } from '../../electron/contract/channels.ts'
import { siteView } from './site-view-example.ts'

let folder: string
let heard: { readonly channel: string; readonly input: unknown }[]
let answers: Record<string, Result<unknown>>
let shown: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldseal-calls-'))
  heard = []
  shown = []
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
    },
    recent: new RecentSites(join(folder, 'recent.json')),
    log: new BugLog(join(folder, 'log'), () => undefined),
    about: { version: '1.2.3', electron: '45.0.0' },
    showInFolder: (path) => shown.push(path),
    ...over,
  })
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
    ['a pack that is a path', 'evidence.verify', { pack: '/etc/passwd', rootPem: null }],
    ['input where none is', 'site.lock', { reason: 'idle' }],
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
    const result = await makeCalls().answer('evidence.seal', { variant: 'insurer' })
    expect(result).toEqual({ ok: true, value: null })
    expect(heard).toEqual([])
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
    }
    answers['evidence.list'] = { ok: true, value: [pack] }
    const calls = makeCalls()
    expect(codeOf(await calls.answer('evidence.show', { packId: randomUUID() }))).toBe('app/refused')
    expect(shown).toEqual([])
    await calls.answer('evidence.show', { packId: 'one' })
    expect(shown).toEqual([pack.path])
  })
})
