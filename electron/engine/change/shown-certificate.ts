import { X509Certificate } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from '../../drivers/driver.ts'
import { ExpectedError } from '../../model/errors.ts'
import { Network } from '../../protocols/network.ts'

/** Where HTTPS of a device answers. */
export interface TlsPlace {
  readonly address: string
  readonly port: number
}

/**
 * The certificate that is shown there to a stranger, whatever was pinned: DER. Nothing is sent but a handshake, and nothing is
 * pinned: whether it is the right one is for the caller to say.
 * @throws {ExpectedError} when there is none
 */
export async function shownCertificate({ network, signal }: Connection, { address, port }: TlsPlace): Promise<Buffer> {
  const stranger = new Network(network.scope)
  const socket = await stranger.connectTls({ address, port, signal })
  const certificate = stranger.certificateOf(socket)
  socket.on('error', () => undefined)
  socket.destroy()
  return certificate?.raw ?? Buffer.alloc(0)
}

/**
 * Waits until exactly this certificate is shown there, for a web server restarts to take another one into use.
 * Null when it is; else what was shown or said last, in words.
 */
export async function awaitCertificate(
  connection: Connection,
  place: TlsPlace,
  sha256: string,
  patienceMs: number,
): Promise<string | null> {
  const deadline = performance.now() + patienceMs
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    let last: string
    try {
      const shown = fingerprintOf(await shownCertificate(connection, place))
      if (shown === sha256) return null
      last = `it shows the certificate ${shown.slice(0, 16)}…`
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      last = error.message
    }
    if (performance.now() + pauseMs > deadline) return last
    await sleep(pauseMs, undefined, { signal: connection.signal })
  }
}

/** SHA-256 of the DER, lower-case hex: what pins are made of. */
export const fingerprintOf = (der: Buffer): string =>
  der.length === 0 ? '' : new X509Certificate(der).fingerprint256.replaceAll(':', '').toLowerCase()
