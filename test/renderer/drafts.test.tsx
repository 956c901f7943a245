import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Drafts } from '../../renderer/api/drafts.ts'
import { recordOf } from './checklist-examples.ts'
import { site } from './examples.ts'
import { FakeApi, FakeProblem } from './fake-api.ts'
import { show } from './show.tsx'

const siteId = site().id
const otherSite = '3c9d1df0-6a57-4c1c-9d0e-1f1f6f5f8a01'

describe('what is begun at a site', () => {
  it('is handed to main within a moment, and at once when something is about to close the site', async () => {
    const api = new FakeApi({})
    const drafts = new Drafts(api, siteId, {})
    drafts.keep('record people', { a: 1 })
    drafts.keep('record people', { a: 2 })
    expect(api.inputsOf('draft.keep')).toEqual([])
    drafts.flush()
    expect(api.inputsOf('draft.keep')).toEqual([{ site: siteId, name: 'record people', value: '{"a":2}' }])
    drafts.keep('record zones', { b: 1 })
    await waitFor(() => expect(api.drafts.get('record zones')).toBe('{"b":1}'))
  })

  it('takes no field that names a secret', () => {
    const drafts = new Drafts(new FakeApi({}), siteId, {})
    for (const field of ['password', 'passphrase', 'pin', 'newPassword', 'clientSecret'])
      expect(() => drafts.keep('form', { rows: [{ [field]: 'x' }] })).toThrow('is a secret')
  })

  it('is as if nothing was begun where it cannot be read', () => {
    expect(new Drafts(new FakeApi({}), siteId, { form: '{' }).read('form')).toBeUndefined()
  })

  it('says once that it cannot be kept, and goes on', async () => {
    const api = new FakeApi({
      'draft.keep': () => {
        throw new FakeProblem('store/disk-full')
      },
    })
    const problems: string[] = []
    const drafts = new Drafts(api, siteId, {}, ({ code }) => problems.push(code))
    for (const letter of ['a', 'b', 'c']) {
      drafts.keep('form', letter)
      drafts.flush()
    }
    await waitFor(() => expect(api.inputsOf('draft.keep')).toHaveLength(3))
    await waitFor(() => expect(problems).toEqual(['store/disk-full']))
    expect(drafts.read('form')).toBe('c')
  })

  it('is nowhere in the page after the lock, and not at the next site', async () => {
    let open: ReturnType<typeof site> | null = site()
    const api = show('/record/place', {
      'site.view': () => open,
      'record.view': recordOf(),
      'checklist.lists': [],
    })
    fireEvent.change(await screen.findByLabelText('Contract or order'), { target: { value: 'a confidential note' } })
    expect(JSON.stringify({ ...window.sessionStorage, ...window.localStorage })).not.toContain('confidential')
    fireEvent.pointerDown(document.body)
    await waitFor(() => expect([...api.drafts.values()].join()).toContain('confidential'))
    open = null
    act(() => api.say('locked', { reason: 'asked' }))
    await waitFor(() => expect(window.location.hash).toContain('unlock'))
    expect(document.body.innerHTML).not.toContain('confidential')
    expect(JSON.stringify({ ...window.sessionStorage, ...window.localStorage })).not.toContain('confidential')
    cleanup()
    // Another site has drafts of its own, and what comes late names the site that it belongs to.
    show('/record/place', { 'site.view': site({ id: otherSite }), 'record.view': recordOf() })
    expect(((await screen.findByLabelText('Contract or order')) as HTMLInputElement).value).toBe('')
    expect(api.inputsOf('draft.keep').every((kept) => kept.site === siteId)).toBe(true)
  })
})

describe('the storage of the page', () => {
  it('holds no state of a site: only the preferences of this computer are written there', () => {
    const folder = join(import.meta.dirname, '..', '..', 'renderer')
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
    const writing = sources.filter((name) =>
      /sessionStorage|localStorage/.test(readFileSync(join(folder, name), 'utf8')),
    )
    expect(writing.map((name) => name.replaceAll('\\', '/'))).toEqual(['api/preferences.ts', 'text/language.ts'])
  })
})
