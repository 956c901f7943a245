import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { en } from '../../electron/app/text/en.ts'
import { es } from '../../electron/app/text/es.ts'
import { keysOf, leftInEnglish, sentencesOf } from '../sentences.ts'

const app = join(import.meta.dirname, '../../electron/app')

/** What main says, the sentences that are made of something too. */
const all = (text: typeof en | typeof es) => ({
  ...text,
  leaveFor: text.leaveFor('maker.com', 'https://maker.com/one'),
  stopped: text.stopped('a1b2'),
})

describe('the words of the dialogs of the operating system and of the menu', () => {
  it('have the same keys in Spanish as in English', () => {
    expect(keysOf(all(es)).toSorted()).toEqual(keysOf(all(en)).toSorted())
  })

  it('leave no sentence in English for those who chose Spanish', () => {
    expect(leftInEnglish(all(es), all(en))).toEqual([])
  })

  it('are never empty', () => {
    for (const [path, said] of [...sentencesOf(all(en)), ...sentencesOf(all(es))])
      expect(said.trim(), path).not.toBe('')
  })

  it('name in every language what they are made of', () => {
    for (const { leaveFor, stopped } of [all(en), all(es)]) {
      expect(leaveFor.message).toContain('maker.com')
      expect(leaveFor.detail).toMatch(/^https:\/\/maker\.com\/one\n/)
      expect(stopped.message).toContain('a1b2')
    }
  })

  it('stand in electron/app/text, and what speaks to the system holds no sentence of its own', () => {
    const code = readdirSync(app, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [name, readFileSync(join(app, name), 'utf8')] as const)
      .filter(([, source]) => /import \{[^}]*\b(dialog|Menu|Notification|Tray)\b[^}]*\} from 'electron'/.test(source))
    expect(code.map(([name]) => name).toSorted()).toEqual(['catch-bugs.ts', 'dialogs.ts', 'menu.ts'])
    const inline = code.flatMap(([name, source]) =>
      wordsIn(parseAst(source, { lang: 'ts' })).map((said) => `${name}: ${said}`),
    )
    // The folder that is proposed has the name of the product in every language.
    expect(inline).toEqual(['dialogs.ts: Fieldseal'])
  })

  it('are found where a dialog would hold them', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a dialog
    const bad = "dialog.showErrorBox('It stopped', `Entry ${id} of the log`, { label: 'View', role: 'copy' })"
    expect(wordsIn(parseAst(bad, { lang: 'ts' }))).toEqual(['It stopped', 'Entry', 'of the log', 'View'])
  })
})

/** Texts in the source that are made for people: they have a space between words, or begin like a name. */
function wordsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(wordsIn)
  if (typeof node !== 'object' || node === null) return []
  const { type, value } = node as { readonly type?: string; readonly value?: unknown }
  if (type === 'ImportDeclaration') return []
  const said = type === 'Literal' ? value : type === 'TemplateElement' ? (value as { raw: string }).raw.trim() : ''
  const isWords = typeof said === 'string' && (/\p{L} \p{L}/u.test(said) || /^\p{Lu}\p{Ll}/u.test(said))
  return [...(isWords ? [said] : []), ...Object.values(node).flatMap(wordsIn)]
}
