import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listChecklists, loadChecklist } from '../../electron/catalog/checklist.ts'
import { gaps } from '../../electron/model/gap.ts'
import { checklistWords } from '../../renderer/text/es/checklist-words.ts'
import { english } from './english-words.ts'

const folder = join(import.meta.dirname, '../../checklists')
const shipped = listChecklists(folder).map(({ id }) => loadChecklist(folder, id))

/** Everything in a shipped checklist, and in the gaps that it answers, that a person reads. */
const read = new Set(
  [
    ...shipped.flatMap(({ title, items }) => [
      title,
      ...items.flatMap((item) => [item.title, item.rationale, item.instruction]),
      ...items.flatMap(({ form }) => (form === null ? [] : [form.look, form.proof, form.unit])),
    ]),
    ...gaps.flatMap(({ title, demand, note }) => [title, demand, note]),
  ].filter((words) => words !== null && words !== undefined),
)

describe('the text of a checklist', () => {
  let checklistText: (written: string) => string
  const speak = async (language: 'en' | 'es') => {
    window.localStorage.setItem('fieldseal.language', language)
    vi.resetModules()
    checklistText = (await import('../../renderer/text/checklist-text.ts')).checklistText
  }
  beforeEach(() => speak('es'))
  afterEach(() => {
    vi.resetModules()
    window.localStorage.clear()
  })

  it('has Spanish words for every title and every sentence of the shipped lists, and of the gaps', () => {
    expect(shipped.length).toBeGreaterThan(5)
    expect(read.size).toBeGreaterThan(280)
    expect([...read].filter((words) => checklistText(words) === words)).toEqual([])
  })

  it('has nothing English left in them', () => {
    expect([...checklistWords.values()].filter((spanish) => english.test(spanish))).toEqual([])
  })

  it('has no words for what no list says any more', () => {
    expect([...checklistWords.keys()].filter((words) => !read.has(words))).toEqual([])
  })

  it('ends a sentence where the list ends one, and asks where it asks', () => {
    const end = (words: string) => /[.?]$/.exec(words)?.[0] ?? ''
    expect([...checklistWords].filter(([words, spanish]) => end(words) !== end(spanish))).toEqual([])
  })

  it('keeps every number, protocol and version of the list', () => {
    const named = (words: string) =>
      words.match(/\b(?:[A-Z]*\d[\w.-]*|TLS|HTTPS?|SNMP|RTSPS?|SRTP|OSDP|NTP|ONVIF|UPnP|DMZ|VLAN|DHCP|P2P|DDNS)\b/g) ??
      []
    expect(
      [...checklistWords].filter(([words, spanish]) => !named(words).every((name) => spanish.includes(name))),
    ).toEqual([])
  })

  it.each(['Our own title, of the customer', 'failed logins do not lock', 'on', ''])(
    'leaves "%s", which a customer wrote, as it is',
    (own) => {
      expect(checklistText(own)).toBe(own)
    },
  )

  it('stays as it was written in an English window', async () => {
    await speak('en')
    expect([...read].filter((words) => checklistText(words) !== words)).toEqual([])
  })
})
