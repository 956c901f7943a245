import { extname, join, resolve, sep } from 'node:path'
import { appOrigin } from './origin.ts'

/** File types that the page is made of; nothing else is ever served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface PageFile {
  readonly path: string
  readonly type: string
}

/** The file behind a URL of the page, or null: other origins, other types, and every way out of the folder. */
export function pageFile(folder: string, address: string): PageFile | null {
  let url: URL
  let name: string
  try {
    url = new URL(address)
    name = decodeURIComponent(url.pathname)
  } catch {
    // A URL that cannot be read names no file.
    return null
  }
  if (`${url.protocol}//${url.host}` !== appOrigin) return null
  if (name.includes('\0') || name.includes('\\') || name.includes(':')) return null
  if (name.split('/').includes('..')) return null
  const root = resolve(folder)
  const path = resolve(join(root, name))
  const type = types[extname(path).toLowerCase()]
  if (type === undefined || !path.startsWith(root + sep)) return null
  return { path, type }
}

/**
 * The page may run its own scripts and nothing else, and may speak with nobody. `'unsafe-inline'` for styles is what Mantine
 * needs; the one Trusted Types policy lets style text through and nothing that could be a tag.
 */
export function contentSecurityPolicy(devServer: string | null): string {
  const dev = devServer === null ? null : `${devServer} ${devServer.replace(/^http/, 'ws')}`
  const rules = [
    "default-src 'none'",
    `script-src 'self'${dev === null ? '' : " 'unsafe-inline'"}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${dev === null ? "'none'" : `'self' ${dev}`}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(dev === null ? ["require-trusted-types-for 'script'", 'trusted-types default'] : []),
  ]
  return rules.join('; ')
}
