import { describe, expect, it } from 'vitest'
import { isAllowedRequest, isOwnPage } from '../../electron/app/origin.ts'

describe('who may speak with main', () => {
  it('is the top frame of the own page, whatever its route', () => {
    expect(isOwnPage({ url: 'app://main/index.html#/devices', isTopFrame: true })).toBe(true)
  })

  it.each([
    ['a frame inside the own page', 'app://main/index.html', false],
    ['another host of the scheme', 'app://other/index.html', true],
    ['a host that begins alike', 'app://main.example/index.html', true],
    ['a user name that looks like the host', 'app://main@other/index.html', true],
    ['a web page', 'https://main/index.html', true],
    ['a file', 'file:///index.html', true],
    ['an empty page', 'about:blank', true],
    ['inline data', 'data:text/html,app://main', true],
    ['no URL at all', '', true],
  ])('is not %s', (_who, url, isTopFrame) => {
    expect(isOwnPage({ url, isTopFrame })).toBe(false)
  })
})

describe('requests of the page', () => {
  it('reach its own files and inline data', () => {
    expect(isAllowedRequest('app://main/assets/index.js', null)).toBe(true)
    expect(isAllowedRequest('data:image/png;base64,AAAA', null)).toBe(true)
  })

  it.each([
    'https://example.invalid/',
    'http://127.0.0.1/',
    'file:///etc/hostname',
    'app://main.example/',
    'blob:app://main/1',
  ])('do not reach %s', (url) => {
    expect(isAllowedRequest(url, null)).toBe(false)
  })

  it('reach a development server only where there is one', () => {
    const server = 'http://localhost:5173'
    expect(isAllowedRequest('ws://localhost:5173/', server)).toBe(true)
    expect(isAllowedRequest('ws://localhost:5173/', null)).toBe(false)
    expect(isAllowedRequest('https://example.invalid/', server)).toBe(false)
  })
})
