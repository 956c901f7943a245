import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { en } from '../../renderer/text/en.ts'
import { es } from '../../renderer/text/es.ts'
import { keysOf, leftInEnglish, sentencesOf } from '../sentences.ts'

const renderer = join(import.meta.dirname, '../../renderer')

/** At 1024 px the next step and its button share 207 px: 7 for a letter, 6.2 for one of the button and 44 around them. */
const lettersBeside = (button: string): number => Math.floor((207 - button.length * 6.2 - 44) / 7)

/** Lines that a text takes where so many letters fit into one. */
function linesOf(said: string, letters: number): number {
  let [lines, left] = [0, 0]
  for (const { length } of said.split(' ')) {
    if (lines === 0 || length + 1 > left) {
      lines += 1
      left = letters - length
    } else left -= length + 1
  }
  return lines
}

describe('the words of the interface', () => {
  it('have the same keys in Spanish as in English', () => {
    expect(keysOf(es).toSorted()).toEqual(keysOf(en).toSorted())
  })

  it('leave no sentence in English for those who chose Spanish', () => {
    expect(leftInEnglish(es, en)).toEqual([])
  })

  it.each([
    ['English', en.next],
    ['Spanish', es.next],
  ])('say the next step in two lines beside its button in the smallest window, in %s', (_language, next) => {
    for (const said of Object.values<readonly string[] | ((amount: number) => readonly string[])>(next)) {
      const [what = '', button = ''] = typeof said === 'function' ? said(175) : said
      expect(linesOf(what, lettersBeside(button)), what).toBeLessThanOrEqual(2)
    }
  })

  it('are never empty', () => {
    for (const [path, said] of [...sentencesOf(en), ...sentencesOf(es)]) expect(said.trim(), path).not.toBe('')
  })

  it('stand in renderer/text, and no component holds a sentence of its own', () => {
    const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
    expect(files.length).toBeGreaterThan(30)
    const inline = files.flatMap((name) =>
      saidIn(parseAst(readFileSync(join(renderer, name), 'utf8'), { lang: 'tsx' })).map((said) => `${name}: ${said}`),
    )
    // The keys of a keyboard and the beginning of an address are no sentence.
    expect(inline.filter((found) => !/: (Ctrl K|https:\/\/)$/.test(found))).toEqual([])
  })

  it('are each said somewhere', () => {
    const names = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    const users = names.filter((name) => /\.tsx?$/.test(name) && !/^text[\\/]e[ns][\\/]/.test(name))
    const code = users.map((name) => readFileSync(join(renderer, name), 'utf8')).join('\n')
    const words = new Set(code.match(/\w+/g))
    // Words for the values of a list are looked up by the value.
    const silent = Object.entries(en).flatMap(([part, said]) =>
      typeof said !== 'object' || new RegExp(`\\b${part}\\[`).test(code)
        ? []
        : Object.keys(said)
            .filter((key) => !words.has(key))
            .map((key) => `${part}.${key}`),
    )
    expect(silent).toEqual([])
  })

  it('are found where a component would hold them', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a component
    const bad = 'const a = <p title="A name">Some words {count(n, \'device\')} {`and ${x} more`}</p>'
    expect(saidIn(parseAst(bad, { lang: 'tsx' }))).toEqual(['A name', 'Some words', 'device', 'and', 'more'])
  })
})

/** Attributes that people read or hear. */
const spoken = ['aria-label', 'title', 'label', 'placeholder', 'alt', 'description', 'aria-description']
const hasLetters = (said: unknown): said is string => typeof said === 'string' && /\p{L}{2}/u.test(said)

/** The fixed parts of a text that is put together in place. */
function made(node: unknown): string[] {
  const { expression } = node as { expression?: { type: string; quasis?: { value: { raw: string } }[] } }
  const parts = expression?.type === 'TemplateLiteral' ? (expression.quasis ?? []) : []
  return parts.map(({ value }) => value.raw.trim()).filter(hasLetters)
}

/** Everything in the tree of a component that a person would read, written out in place. */
function saidIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(saidIn)
  if (typeof node !== 'object' || node === null) return []
  const { type, value, name, callee, arguments: given, children } = node as Record<string, unknown>
  const inner = Object.values(node).flatMap(saidIn)
  const literal = (said: unknown) => (hasLetters(said) ? [said.trim()] : [])
  if (type === 'JSXText') return literal(value)
  if (type === 'JSXAttribute' && spoken.includes((name as { name: string }).name))
    return [...literal((value as { value?: unknown } | null)?.value), ...inner]
  if (type === 'CallExpression' && (callee as { name?: string }).name === 'count')
    return [...(given as { value?: unknown }[]).slice(1).flatMap((word) => literal(word.value)), ...inner]
  if (type === 'JSXElement' || type === 'JSXFragment') return [...inner, ...(children as unknown[]).flatMap(made)]
  return inner
}

describe('the language of the window', () => {
  afterEach(() => {
    vi.resetModules()
    window.localStorage.clear()
  })

  async function speaking(language: string) {
    window.localStorage.setItem('fieldseal.language', language)
    vi.resetModules()
    const { text } = await import('../../renderer/text/text.ts')
    const format = await import('../../renderer/text/format.ts')
    return { text, ...format }
  }

  it('is what the person chose', async () => {
    const { text } = await speaking('es')
    expect(text.common.cancel).toBe('Cancelar')
  })

  it('is English where the choice names a language that the app does not speak', async () => {
    const { text } = await speaking('xx')
    expect(text.common.cancel).toBe('Cancel')
  })

  it.each([
    ['en', '2 Jan 2026', '12,345', '1 device', '2 devices'],
    ['es', '2 ene 2026', '12.345', '1 equipo', '2 equipos'],
  ])('%s writes dates, numbers and plurals its own way', async (language, date, number, one, two) => {
    const { text, dateText, numberText } = await speaking(language)
    expect(dateText('2026-01-02T12:00:00Z')).toBe(date)
    expect(numberText(12_345)).toBe(number)
    expect([text.stepNote.devices(1, ''), text.stepNote.devices(2, '')]).toEqual([one, two])
  })
})
