import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/**
 * Sets `DISPLAY` to a virtual screen where there is none, and answers what ends it again. Its number is one that is free; the X
 * server itself picks it and says which.
 */
export async function virtualScreen(): Promise<() => Promise<void>> {
  if (process.platform !== 'linux' || process.env.DISPLAY) return async () => undefined
  const size = ['-screen', '0', '1600x1200x24']
  const server = spawn('Xvfb', ['-displayfd', '3', ...size, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const answer = server.stdio[3] as Readable
  // It speaks of every number that is taken, which is nobody's trouble as long as it finds one.
  let said = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const gone = Promise.race([once(server, 'error'), once(server, 'close')]).then(([reason]) => {
    throw new Error(`Xvfb did not start (${String(reason)}): run build/setup-debian.sh, or set DISPLAY\n${said}`)
  })
  const [number] = (await Promise.race([once(answer, 'data'), gone])) as [Buffer]
  // From here on its end is our own doing.
  gone.catch(() => {})
  process.env.DISPLAY = `:${number.toString('utf8').trim()}`
  const end = () => server.kill()
  process.once('exit', end)
  return async () => {
    process.removeListener('exit', end)
    delete process.env.DISPLAY
    const closed = once(server, 'close')
    server.kill()
    await closed
  }
}
