import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../build/command.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { byWasm } from '../../electron/vault/argon2id.ts'
import { siteKdf } from '../../electron/vault/keys.ts'
import { largeSite } from './app/large-site.ts'

const devices = 5_000

/** Loaded by name: it speaks to a page, and is checked with the globals of one. */
const windowBench: string = '../desktop/bench/app.ts'

/** What the bench of the window is given. */
interface Given {
  readonly folder: string
  readonly file: string
  readonly passphrase: string
  readonly devices: number
  /** How long the derivation of the keys takes now, which is slow on purpose. */
  derive(): Promise<number>
}

/** The real window with 5,000 devices in the store. */
export async function appBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldseal-bench-'))
  try {
    const file = join(folder, 'large.fieldseal')
    const passphrase = await largeSite(file, devices, {
      checklists: join(root, 'checklists'),
      firmwareCatalog: join(root, 'firmware-catalog'),
    })
    const derive = () => derivation(file, passphrase)
    const { measureWindow } = (await import(windowBench)) as { measureWindow(given: Given): Promise<void> }
    await measureWindow({ folder, file, passphrase, devices, derive })
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** By WebAssembly, as in the app: the cryptography of Electron has no Argon2id, that of the Node which runs this bench has one of half the time. */
async function derivation(file: string, passphrase: string): Promise<number> {
  const password = Buffer.from(passphrase.normalize('NFKC'), 'utf8')
  const salt = SiteFile.readSalt(file)
  const begun = performance.now()
  const key = await byWasm({ password, salt, ...siteKdf, length: 32 })
  const took = performance.now() - begun
  key.fill(0)
  return took
}
