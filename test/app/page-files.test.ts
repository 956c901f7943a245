import { resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, pageFile } from '../../electron/app/page-files.ts'

const folder = resolve('out', 'renderer')

describe('files of the page', () => {
  it('lie in the page folder and have a type that is known', () => {
    expect(pageFile(folder, 'app://main/assets/index.js?v=1#top')).toEqual({
      path: `${folder}${sep}assets${sep}index.js`,
      type: 'text/javascript; charset=utf-8',
    })
  })

  it.each([
    'app://main/..%2f..%2fpackage.html',
    'app://main/..%5c..%5cpackage.html',
    'app://main/%252e%252e/package.json',
    'app://main/index.html%00.png',
    'app://main/C:/Windows/win.html',
    'app://main/index.html:stream.html',
    'app://main/main.map',
    'app://main/',
    'app://main/%E0%A4%A',
    'app://other/index.html',
    'https://main/index.html',
    'not a url',
  ])('are nothing else: %s', (address) => {
    expect(pageFile(folder, address)).toBeNull()
  })

  it.each(['app://main/../../package.html', 'app://main/%2e%2e/%2e%2e/package.html', 'app://main/./a/../package.html'])(
    'stay in the folder where the URL folds its dots away: %s',
    (address) => {
      expect(pageFile(folder, address)?.path).toBe(`${folder}${sep}package.html`)
    },
  )
})

describe('the security policy of the page', () => {
  const policy = contentSecurityPolicy(null)

  it('lets the page run its own scripts and speak with nobody', () => {
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'none'",
      "font-src 'self'",
      "img-src 'self' data:",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split('; ')).toContain(rule)
    }
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })

  it('opens up for a development server only', () => {
    expect(contentSecurityPolicy('http://localhost:5173')).toContain('ws://localhost:5173')
    expect(policy).not.toContain('localhost')
  })
})
