import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readmePictures } from '../desktop/readme-pictures.ts'

const root = join(import.meta.dirname, '..', '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const shown = [...readme.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)].map(([, words = '', path = '']) => ({ words, path }))
/** Written by test/evidence/report-pages.test.ts. */
const reportPages = ['report-first-page', 'report-second-page']

describe('the pictures of the README', () => {
  it('are all ones that the tests write, and every one of these', () => {
    const written = [...readmePictures, ...reportPages].map((name) => `build/pictures/${name}.png`)
    expect(shown.map(({ path }) => path).toSorted()).toEqual(written.toSorted())
  })

  it('are written by a step of the walks', () => {
    const folder = join(root, 'test', 'desktop')
    const walks = readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
    for (const name of readmePictures) expect(walks, name).toMatch(new RegExp(`\\.look\\('[a-z.-]+', '${name}'\\)`))
    const pages = readFileSync(join(root, 'test', 'evidence', 'report-pages.test.ts'), 'utf8')
    for (const name of reportPages) expect(pages).toContain(name)
  })

  it('are there, and nothing else is', () => {
    for (const { path } of shown) expect(existsSync(join(root, path)), path).toBe(true)
    const files = readdirSync(join(root, 'build', 'pictures')).map((name) => `build/pictures/${name}`)
    expect(files.toSorted()).toEqual(shown.map(({ path }) => path).toSorted())
  })

  it('begin the README, and say in words what they show', () => {
    expect(readme.indexOf('![')).toBeLessThan(readme.indexOf('\n', readme.indexOf('\n') + 2))
    for (const { words } of shown) expect(words.length).toBeGreaterThan(20)
  })
})
