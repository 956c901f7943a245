import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import {
  backupCompany,
  createCompanyFile,
  createTechnicianFile,
  installInFile,
  issueFromFile,
  type KeyPlace,
  readCompany,
  readInstalled,
  revocationListFromFile,
  revokeInFile,
} from '../../engine/seal/company-files.ts'
import {
  type Company,
  type RevocationReason,
  revocationReasons,
  rootFingerprintOf,
  serializeInstallation,
} from '../../evidence/company.ts'
import { Secret } from '../../model/secret.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { readTexts, writeNew } from '../files.ts'
import { openSite } from '../site.ts'
import { askSecret, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { defineCommand, longOf, wholeNumber, word, wordOr } from './command.ts'

interface VerbContext {
  readonly terminal: Terminal
  /** An option that this verb cannot do without. */
  readonly need: (option: TextOption) => string
  readonly given: (option: TextOption) => string | undefined
  readonly options: Given
}

const shape = z.strictObject({
  company: word('<file>', 'encrypted file of the company: keep it offline'),
  identity: word('<file>', 'encrypted file of a technician'),
  name: word('<name>', 'of the company'),
  technician: word('<name>'),
  laptop: word('<name>', 'this computer; its network name without'),
  request: word('<file>', 'what the technician sent'),
  certificate: word('<file>', 'what the company sent back'),
  serial: word('<hex>', 'certificate to take back'),
  reason: wordOr('left', '<reason>', revocationReasons.join(', ')),
  days: wholeNumber({ least: 1, most: 730 }, { takes: '<days>', preset: '700', help: 'how long a certificate holds' }),
  tokenModule: word('<file>', 'request: make the key on the token of this PKCS#11 library'),
  token: word('<name>', 'serial or label of the token'),
  site: word('<file>', 'use: the site that the technician signs for'),
  out: word('<file>', 'file to write; it must not be there yet'),
})
type Given = z.output<typeof shape>
type TextOption = Exclude<keyof Given, 'days'>

/** Identities of a company and its technicians: one root for all sites instead of one for each. */
export const identity = defineCommand({
  summary:
    'company: create, backup, issue, revoke, crl, show; technician: request, install, use (one identity for all sites)',
  args: { '<verb>': 'create, backup, show, issue, revoke, crl, request, install or use' },
  options: shape,
  async run({ options, args: [verb = ''], terminal }) {
    const given = (option: TextOption) => options[option]
    const need = (option: TextOption): string => {
      const value = given(option)
      if (value !== undefined) return value
      throw new UsageError(`identity ${verb} needs ${longOf(option)}.`, 'See fieldseal identity --help.')
    }
    const work = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (work === undefined) {
      throw new UsageError(`There is no identity ${verb}.`, `Use one of: ${Object.keys(verbs).join(', ')}.`)
    }
    return await work({ terminal, need, given, options })
  },
})

const verbs: Readonly<Record<string, (context: VerbContext) => Promise<ExitCode>>> = {
  async create({ need, given, terminal }) {
    const file = resolve(need('company'))
    const name = need('name')
    const company = await createCompanyFile(file, name, await companyPassphrase(), new Date())
    await writeRoot(company, given('out'))
    showCompany(company, terminal)
    terminal.line(
      'Keep this file offline. Back it up now, on another medium, and write its passphrase down apart from it.',
    )
    return exitCode.done
  },
  async backup({ need, terminal }) {
    const out = resolve(need('out'))
    const source = resolve(need('company'))
    const passphrase = await secret('Passphrase for the backup', 'FIELDSEAL_BACKUP_PASSPHRASE')
    const company = await backupCompany(source, await companyPassphrase(), { file: out, passphrase })
    terminal.document({ backup: out, root: rootFingerprintOf(company.root.certificatePem) })
    terminal.line(`Backed up to ${out}; the copy was opened and compared.`)
    return exitCode.done
  },
  async show({ need, given, terminal }) {
    const company = await readCompany(resolve(need('company')), await companyPassphrase())
    await writeRoot(company, given('out'))
    showCompany(company, terminal)
    return exitCode.done
  },
  async issue({ need, options, terminal }) {
    const [requestPem = ''] = await readTexts([need('request')])
    const out = resolve(need('out'))
    const { issued, installation } = await issueFromFile(
      resolve(need('company')),
      await companyPassphrase(),
      requestPem,
      { now: new Date(), days: options.days },
    )
    await writeNew(out, serializeInstallation(installation))
    terminal.document(issued)
    terminal.line(`Certificate ${issued.serial} for "${issued.name}", until ${issued.endsAt}: ${out}`)
    return exitCode.done
  },
  async revoke({ need, terminal }) {
    const reason = need('reason') as RevocationReason
    if (!revocationReasons.includes(reason)) {
      throw new UsageError(`There is no reason ${reason}.`, `Use one of: ${revocationReasons.join(', ')}.`)
    }
    const out = resolve(need('out'))
    const revoked = { serial: need('serial'), reason, now: new Date() }
    await writeNew(out, await revokeInFile(resolve(need('company')), await companyPassphrase(), revoked))
    terminal.document({ serial: revoked.serial, reason, crl: out })
    terminal.line(
      `Taken back. Give ${out} to the insurers: packs that no timestamp proves to be older are refused with it.`,
    )
    return exitCode.done
  },
  async crl({ need, terminal }) {
    const out = resolve(need('out'))
    await writeNew(out, await revocationListFromFile(resolve(need('company')), await companyPassphrase(), new Date()))
    terminal.document({ crl: out })
    terminal.line(`Wrote ${out}`)
    return exitCode.done
  },
  async request({ need, given, terminal }) {
    const file = resolve(need('identity'))
    const out = resolve(need('out'))
    const names = {
      company: need('name'),
      technician: need('technician'),
      laptop: given('laptop') ?? hostname(),
    }
    const module = given('tokenModule')
    const place: KeyPlace =
      module === undefined
        ? { kind: 'file' }
        : {
            kind: 'token',
            module,
            token: given('token') ?? null,
            pin: await secret('PIN of the token', 'FIELDSEAL_TOKEN_PIN'),
          }
    await writeNew(out, await createTechnicianFile(file, names, await identityPassphrase(), place))
    terminal.document({ identity: file, request: out, key: place.kind === 'file' ? 'software' : place.kind })
    terminal.line(`Send ${out} to the company; it holds no secret. ${file} stays here.`)
    return exitCode.done
  },
  async install({ need, terminal }) {
    const file = resolve(need('identity'))
    const { names, installation } = await installInFile(file, await identityPassphrase(), need('certificate'))
    terminal.document({ ...names, root: rootFingerprintOf(installation.rootPem) })
    terminal.line(`${names.technician} of ${names.company} can sign. Put the identity into sites with identity use.`)
    return exitCode.done
  },
  async use({ need, options, terminal }) {
    const technician = await readInstalled(resolve(need('identity')), await identityPassphrase())
    const session = await openSite({ ...options, site: need('site') }, terminal, 'may-make')
    try {
      await session.takeIdentity(technician)
      terminal.document({ site: session.file, ...technician.names })
      terminal.line(
        `${technician.names.technician} of ${technician.names.company} signs for ${session.file} from now on.`,
      )
      return exitCode.done
    } finally {
      session.close()
    }
  },
}

function showCompany(company: Company, terminal: Terminal): void {
  const root = rootFingerprintOf(company.root.certificatePem)
  terminal.document({ name: company.name, root, issued: company.issued })
  terminal.line(`${company.name}, root certificate SHA-256 ${root}`)
  if (company.issued.length === 0) return
  terminal.table(
    ['Serial', 'Name', 'Until', 'Taken back'],
    company.issued.map(({ serial, name, endsAt, revoked }) => [
      serial,
      name,
      endsAt.slice(0, 10),
      revoked === null ? null : `${revoked.at.slice(0, 10)}, ${revoked.reason}`,
    ]),
  )
}

async function writeRoot(company: Company, out: string | undefined): Promise<void> {
  if (out !== undefined) await writeNew(resolve(out), company.root.certificatePem)
}

const secret = async (question: string, variable: string): Promise<Secret> =>
  Secret.of(process.env[variable] ?? (await askSecret(question, variable)))
const companyPassphrase = () => secret('Passphrase of the company', 'FIELDSEAL_COMPANY_PASSPHRASE')
const identityPassphrase = () => secret('Passphrase of the identity', 'FIELDSEAL_IDENTITY_PASSPHRASE')
