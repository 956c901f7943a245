import { readFile } from 'node:fs/promises'
import { net, protocol } from 'electron'
import { appScheme } from './origin.ts'
import { contentSecurityPolicy, pageFile } from './page-files.ts'

/** Where the page comes from: the built folder, or the development server of a checkout. */
export interface PageSource {
  readonly folder: string
  readonly devServer: string | null
}

/** Must run before the app is ready. `secure` and `standard` give the page a real origin. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the page from its own folder only, each answer with the security policy. */
export function servePage({ folder, devServer }: PageSource): void {
  const policy = contentSecurityPolicy(devServer)
  protocol.handle(appScheme, async (request) => {
    if (devServer !== null) return await fromDevServer(devServer, request.url, policy)
    const file = pageFile(folder, request.url)
    if (file === null || request.method !== 'GET') return new Response('not found', { status: 404 })
    try {
      return new Response(await readFile(file.path), { headers: headersFor(file.type, policy) })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      return new Response('not found', { status: 404 })
    }
  })
}

function headersFor(type: string, policy: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  }
}

async function fromDevServer(devServer: string, address: string, policy: string): Promise<Response> {
  const { pathname, search } = new URL(address)
  const answer = await net.fetch(new URL(`${pathname}${search}`, devServer).href)
  const headers = new Headers(answer.headers)
  headers.set('Content-Security-Policy', policy)
  return new Response(answer.body, { status: answer.status, headers })
}
