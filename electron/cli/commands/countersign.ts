import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readInstalled } from '../../engine/seal/company-files.ts'
import {
  countersignPackFile,
  keepOwnKey,
  newOwnKey,
  ownKeySigner,
  withIdentitySigner,
} from '../../engine/seal/countersign.ts'
import { Secret } from '../../model/secret.ts'
import { exitCode } from '../exit-code.ts'
import { readFileOf, readTexts, writeNew } from '../files.ts'
import { askSecret } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, needed, word } from './command.ts'

const statements = {
  customer: 'I was present, and have seen the results of this visit.',
  approver: 'I have reviewed the results of this visit and approve them.',
} as const

const shape = z.strictObject({
  role: needed('<role>', 'customer or approver'),
  name: word('<name>', 'who signs'),
  key: word('<file>', 'their private key, PEM (passphrase in FIELDSEAL_KEY_PASSPHRASE)'),
  certificate: word('<file>', 'their certificate, PEM; issuing ones may follow in the same file'),
  newKey: word('<file>', 'make a key and a certificate for a customer who has none, then sign'),
  identity: word('<file>', 'identity file of a colleague, who approves'),
  statement: word('<text>', 'what they sign'),
})
type Given = z.output<typeof shape>

/** Lets a second person sign a sealed pack with a key of their own. */
export const countersign = defineCommand({
  summary: 'sign a sealed pack as a second person: the customer, or a colleague who approves it',
  args: { '<pack>': '' },
  options: shape,
  async run({ options, args: [pack = ''], terminal }) {
    const { role } = options
    if (role !== 'customer' && role !== 'approver')
      throw new UsageError('--role wants customer or approver.', 'Use one.')
    await readFileOf(pack)
    const statement = options.statement ?? statements[role]
    const path = resolve(pack)
    if (options.identity !== undefined) {
      const passphrase = Secret.of(await secret('Passphrase of the identity', 'FIELDSEAL_IDENTITY_PASSPHRASE'))
      const identity = await readInstalled(resolve(options.identity), passphrase)
      const pin = process.env.FIELDSEAL_TOKEN_PIN
      const name = options.name ?? identity.names.technician
      const means = { pin: pin === undefined ? null : Secret.of(pin), keyStore: null }
      await withIdentitySigner(identity, means, (signer) =>
        countersignPackFile(path, signer, { role, name, statement, now: new Date() }),
      )
    } else {
      if (options.name === undefined) throw new UsageError('Nobody is named.', 'Give --name.')
      const name = options.name
      const signer = ownKeySigner(await ownKey(options, name))
      await countersignPackFile(path, signer, { role, name, statement, now: new Date() })
    }
    terminal.document({ pack: path, role })
    terminal.line(`Countersigned ${path}`)
    return exitCode.done
  },
})

async function ownKey(options: Given, name: string) {
  const passphrase = process.env.FIELDSEAL_KEY_PASSPHRASE
  if (options.newKey !== undefined) {
    const file = resolve(options.newKey)
    const chosen = await secret('Passphrase for the new key', 'FIELDSEAL_KEY_PASSPHRASE')
    const made = await newOwnKey({ name, place: hostname(), passphrase: chosen, now: new Date() })
    await keepOwnKey(file, made, writeNew)
    return { ...made, passphrase: chosen }
  }
  if (options.key === undefined || options.certificate === undefined) {
    throw new UsageError('No key was named.', 'Give --key and --certificate, or --new-key.')
  }
  const [keyPem = '', certificatePem = ''] = await readTexts([options.key, options.certificate])
  return { keyPem, certificatePem, ...(passphrase === undefined ? {} : { passphrase }) }
}

const secret = async (question: string, variable: string): Promise<string> =>
  process.env[variable] ?? (await askSecret(question, variable))
