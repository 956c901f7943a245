import { hostname } from 'node:os'
import type { Output } from '../../contract/channels.ts'
import {
  backupCompany,
  createCompanyFile,
  createTechnicianFile,
  installInFile,
  issueFromFile,
  type KeyPlace,
  moveFileToStore,
  readCompany,
  readInstalled,
  revocationListFromFile,
  revokeInFile,
} from '../../engine/seal/company-files.ts'
import { serializeInstallation } from '../../evidence/company.ts'
import { KeyStoreUnavailable } from '../../evidence/errors.ts'
import { readRequest } from '../../evidence/key-request.ts'
import type { SystemStore } from '../../evidence/system-store.ts'
import { Secret } from '../../model/secret.ts'
import { type CompanySummary, summaryOf } from '../host/company-summary.ts'
import type { Handlers, Host, HostInput } from '../host/host.ts'
import { NoCompanyOpen } from '../host/problems.ts'
import { withSecret } from './with-secret.ts'
import { written } from './written.ts'

export const identityHandlers = {
  'identity.company': (host) => (host.companies.company === null ? null : companyView(host.companies.company)),
  'identity.createCompany': async (host, { name, passphrase, out }) =>
    await keep(host, out, Secret.of(passphrase), (secret) => createCompanyFile(out, name, secret, new Date())),
  'identity.openCompany': async (host, { passphrase, file }) =>
    await keep(host, file, Secret.of(passphrase), (secret) => readCompany(file, secret)),
  'identity.closeCompany': (host) => {
    host.companies.close()
    return null
  },
  'identity.backUp': async (host, { passphrase, out }) => {
    await withSecret(passphrase, (backup) =>
      host.companies.use((file, secret) => backupCompany(file, secret, { file: out, passphrase: backup }), {
        changes: false,
      }),
    )
    return { file: out }
  },
  'identity.saveRoot': async (host, { out }) => await written(out, openCompany(host).rootPem),
  'identity.saveRevocations': async (host, { out }) => {
    const { companies } = host
    const now = new Date()
    const list = await companies.use((file, secret) => revocationListFromFile(file, secret, now), { changes: false })
    return await written(out, list)
  },
  'identity.readRequest': async (_host, { requestPem }) => {
    const { company, commonName } = await readRequest(requestPem)
    return { company, name: commonName }
  },
  'identity.issue': async (host, { requestPem, days, out }) => {
    const { installation } = await host.companies.use((file, secret) =>
      issueFromFile(file, secret, requestPem, { now: new Date(), days }),
    )
    return await written(out, serializeInstallation(installation))
  },
  'identity.revoke': async (host, { serial, reason, out }) =>
    await written(
      out,
      await host.companies.use((file, secret) => revokeInFile(file, secret, { serial, reason, now: new Date() })),
    ),
  'identity.request': async (host, { technician, company, passphrase, out, requestOut, ...wanted }) => {
    const names = { technician, company, laptop: hostname() }
    const requestPem = await withSecret(wanted.pin, (pin) =>
      withSecret(passphrase, (secret) => createTechnicianFile(out, names, secret, placeOf(host, wanted, pin))),
    )
    return await written(requestOut, requestPem)
  },
  'identity.keyStore': async (host) => {
    const status = await host.options.keyStore?.status()
    if (status?.offered) return { name: status.name, reason: null }
    return { name: null, reason: status?.reason ?? noKeyStore }
  },
  'identity.move': async (host, { passphrase, file }) =>
    await withSecret(passphrase, (secret) => moveFileToStore(file, secret, keyStoreOf(host))),
  'identity.install': async (_host, { passphrase, file, certificateFile }) =>
    (await withSecret(passphrase, (secret) => installInFile(file, secret, certificateFile))).names,
  'identity.use': async (host, { passphrase, file }) => {
    const { session } = host.site()
    const identity = await withSecret(passphrase, (secret) => readInstalled(file, secret))
    await session.takeIdentity(identity)
    host.events.changed('evidence', 'site')
    return identity.names
  },
} satisfies Partial<Handlers>

const noKeyStore = 'This program does not reach the key store of the computer.'

/** @throws {KeyStoreUnavailable} */
function keyStoreOf({ options: { keyStore } }: Host): SystemStore {
  if (keyStore === undefined) throw new KeyStoreUnavailable(noKeyStore)
  return keyStore
}

function placeOf(
  host: Host,
  { place, token, tokenModule }: Pick<HostInput<'identity.request'>, 'place' | 'token' | 'tokenModule'>,
  pin: Secret,
): KeyPlace {
  switch (place) {
    case 'file':
      return { kind: 'file' }
    case 'os-store':
      return { kind: 'os-store', keyStore: keyStoreOf(host) }
    case 'token':
      return { kind: 'token', module: tokenModule ?? '', token: token === '' ? null : token, pin }
  }
}

/** Keeps the company open under its passphrase, which is wiped when it cannot be. */
async function keep(
  host: Host,
  file: string,
  secret: Secret,
  work: (secret: Secret) => ReturnType<typeof readCompany>,
): Promise<Output<'identity.company'>> {
  try {
    host.companies.keep(file, secret, summaryOf(file, await work(secret)))
  } catch (error) {
    secret.wipe()
    throw error
  }
  return companyView(openCompany(host))
}

/** @throws {NoCompanyOpen} */
function openCompany(host: Host): CompanySummary {
  const { company } = host.companies
  if (company === null) throw new NoCompanyOpen('No company file is open.')
  return company
}

const companyView = ({ rootPem: _, issued, ...shown }: CompanySummary): NonNullable<Output<'identity.company'>> => ({
  ...shown,
  issued: issued.map((certificate) => ({ ...certificate })),
})
