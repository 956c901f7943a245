import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nativePkcs11 } from '../../../build/native-pkcs11.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { run, scratch } from './openssl.ts'

const places = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
]

/** A token in software, in a folder of its own. */
export class SoftHsm {
  readonly #folder = scratch()
  readonly module: string
  readonly label = 'fieldseal test'
  readonly pinText = '246813'

  private constructor(module: string) {
    this.module = module
  }

  static async start(): Promise<SoftHsm> {
    const module = places.find((place) => existsSync(place))
    if (module === undefined) throw new Error('SoftHSM is not installed')
    process.env.FIELDSEAL_PKCS11 = await nativePkcs11(() => undefined)
    const hsm = new SoftHsm(module)
    const tokens = join(hsm.#folder.path, 'tokens')
    mkdirSync(tokens)
    const config = join(hsm.#folder.path, 'softhsm2.conf')
    writeFileSync(config, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`)
    process.env.SOFTHSM2_CONF = config
    const made = run('softhsm2-util', [
      ...['--init-token', '--free', '--label', hsm.label],
      ...['--so-pin', '135799', '--pin', hsm.pinText],
    ])
    if (made.status !== 0) throw new Error(made.output)
    return hsm
  }

  pin(): Secret {
    return Secret.of(this.pinText)
  }

  close(): void {
    this.#folder.remove()
  }
}
