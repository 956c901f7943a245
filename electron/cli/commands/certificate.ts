import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { exitCode } from '../exit-code.ts'
import { openSite } from '../site.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, needed, siteOptions, word } from './command.ts'

/** Certificates of the site's own authority: a request of one device out to a file, the signed certificate in from one. */
export const certificate = defineCommand({
  summary: 'get a device a certificate of the authority of the site; its key is made on the device and stays there',
  options: z.strictObject({
    ...siteOptions,
    device: needed('<id>', 'the device'),
    request: word('<file>', 'write a request (PKCS #10) for the authority into this file'),
    install: word('<file>', 'take the signed certificate of this file into use; those that signed it may follow it'),
  }),
  async run({ options, terminal }) {
    const { request, install } = options
    if ((request === undefined) === (install === undefined)) {
      throw new UsageError('Say what is to be done.', 'Give either --request FILE or --install FILE.')
    }
    const path = resolve(String(request ?? install))
    const pem = install === undefined ? null : readText(path)
    const session = await openSite(options, terminal)
    try {
      const { signal } = new AbortController()
      const id = options.device
      if (pem === null) {
        const text = await session.certificates().request(id, signal)
        writeText(path, text)
        terminal.document({ path })
        terminal.line(`Wrote ${path}. Have it signed, then install the certificate with --install.`)
        return exitCode.done
      }
      const change = await session.certificates().install(id, pem, { signal })
      terminal.document({ change })
      terminal.line(`${change.state}: ${change.asLeft ?? change.problem?.message ?? change.target}`)
      return change.state === 'fixed' ? exitCode.done : exitCode.findingsFail
    } finally {
      session.close()
    }
  },
})

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 'Name the file to read.')
  }
}

function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      'Name a file in a folder that you may write to.',
    )
  }
}
