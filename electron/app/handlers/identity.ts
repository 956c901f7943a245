import { hostname } from 'node:os'
import type { Output } from '../../contract/channels.ts'
import {
  backupCompany,
  createCompanyFile,
  createTechnicianFile,
  installInFile,
  issueFromFile,
  readCompany,
  readInstalled,
  revocationListFromFile,
  revokeInFile,
} from '../../engine/company-files.ts'
import { serializeInstallation } from '../../evidence/company.ts'
import { readRequest } from '../../evidence/key-request.ts'
import { Secret } from '../../model/secret.ts'
import type { CompanySummary } from '../host/company-keeper.ts'
import type { Handlers, Host } from '../host/host.ts'
import { NoCompanyOpen } from '../host/problems.ts'
import { written } from './evidence.ts'
import { withSecret } from './with-secret.ts'

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
  'identity.request': async (_host, { technician, company, passphrase, out, requestOut }) => {
    const names = { technician, company, laptop: hostname() }
    const requestPem = await withSecret(passphrase, (secret) => createTechnicianFile(out, names, secret, null))
    return await written(requestOut, requestPem)
  },
  'identity.install': async (_host, { passphrase, file, certificateFile }) =>
    (await withSecret(passphrase, (secret) => installInFile(file, secret, certificateFile))).names,
  'identity.use': async (host, { passphrase, file }) => {
    const { session } = host.site()
    const identity = await withSecret(passphrase, (secret) => readInstalled(file, secret))
    session.takeIdentity(identity)
    host.events.changed('evidence', 'site')
    return identity.names
  },
} satisfies Partial<Handlers>

/** Keeps the company open under its passphrase, which is wiped when it cannot be. */
async function keep(
  host: Host,
  file: string,
  secret: Secret,
  work: (secret: Secret) => ReturnType<typeof readCompany>,
): Promise<Output<'identity.company'>> {
  try {
    host.companies.keep(file, secret, await work(secret))
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
