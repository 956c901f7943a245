import { hostname } from 'node:os'
import type { Input } from '../../contract/channels.ts'
import { readGiven, readInstalled } from '../../engine/seal/company-files.ts'
import {
  countersignPackFile,
  keepOwnKey,
  newOwnKey,
  ownKeySigner,
  withIdentitySigner,
} from '../../engine/seal/countersign.ts'
import { forgetAuthority, readAuthorities, rememberAuthority } from '../../engine/seal/stamp-authorities.ts'
import { PackRejected } from '../../evidence/verify/rejected.ts'
import { checkSeries } from '../../evidence/verify/series.ts'
import { type VerifyReport, verifyPack } from '../../evidence/verify/verify-pack.ts'
import { exporters } from '../../exporters/index.ts'
import { oldCatalogWarning } from '../../model/catalog-age.ts'
import { Secret } from '../../model/secret.ts'
import type { Handlers, Host, HostInput } from '../host/host.ts'
import { FileTrouble, RootUnreadable } from '../host/problems.ts'
import { packView, stampsView, verdictView } from '../views/pack-view.ts'
import { riskRows } from '../views/risk-view.ts'
import { sealReadiness } from '../views/seal-view.ts'
import { withSecret } from './with-secret.ts'
import { written } from './written.ts'

export const evidenceHandlers = {
  'evidence.list': (host) => host.shown().session.packs().map(packView),
  'evidence.ready': async (host) => {
    const { session, work } = host.site()
    return sealReadiness({
      site: session.site(),
      devices: session.devices(),
      conflicts: session.conflicts(),
      findings: session.findingEnds(),
      items: session.checklist().items,
      packs: session.packs(),
      unresolved: session.logins.unresolved(),
      unresolvedAt: session.logins.unresolvedDevices(),
      isWorking: work.running !== null,
      isCatalogOld: oldCatalogWarning(session.catalogEdition()) !== null,
      signer: await session.signer(),
      logLines: session.logPage(null, 1)[0]?.position ?? 0,
    })
  },
  'evidence.risks': (host) => {
    const { session } = host.site()
    return riskRows(session.risks.open(), session.devices())
  },
  'evidence.assignRisk': (host, risk) => {
    host.site().session.risks.assign(risk)
    host.events.changed('evidence')
    return null
  },
  'evidence.withdrawRisk': (host, wanted) => {
    host.site().session.risks.withdraw(wanted)
    host.events.changed('evidence')
    return null
  },
  'evidence.seal': async (host, { variant, out, otherOut, challenge, approver, witness, pin, ...wanted }) => {
    const { session, work, stamps } = host.site()
    const tokenPin = pin === null ? null : Secret.of(pin)
    try {
      const record = await work.run('seal', (signal, report) =>
        session.seal({
          variant,
          out,
          otherOut,
          nonce: challenge === '' ? null : challenge,
          approver: approver === '' ? null : approver,
          withholdAddresses: wanted.withholdAddresses,
          witness: witness && { ...witness, png: Buffer.from(witness.drawing) },
          tokenPin,
          signal,
          on: report,
        }),
      )
      stamps?.try()
      return packView(record)
    } finally {
      tokenPin?.wipe()
    }
  },
  'evidence.verify': async (_host, { packs, roots, stampRoots, customerRoots, revocations, ...wanted }) => {
    const options = {
      rootsPem: roots,
      tsaRootsPem: stampRoots,
      customerRootsPem: customerRoots,
      crlsPem: revocations,
      ...(wanted.challenge === null || wanted.challenge === '' ? {} : { nonce: wanted.challenge }),
      requireTimestamp: wanted.requireTimestamp,
      now: new Date(),
    }
    try {
      const reports: VerifyReport[] = []
      for (const { bytes } of packs) reports.push(await verifyPack(bytes, options))
      const names = packs.map(({ name }) => name)
      const row = packs.length > 1 ? checkSeries(reports, names) : null
      return {
        packs: reports.map((report, at) => verdictView(names[at] ?? '', report)),
        row: row && {
          ...row,
          reasons: [...row.reasons],
          sequences: [...row.sequences],
          vanished: [...row.vanished],
        },
      }
    } catch (error) {
      if (!(error instanceof PackRejected)) throw error
      throw new RootUnreadable('One of the certificate files is not a certificate.', { cause: error })
    }
  },
  'evidence.countersign': (host, wanted) => countersign(host, wanted),
  'evidence.handOver': async (host, { passphrase, out }) => {
    const bytes = await withSecret(passphrase, (secret) => host.site().session.handOver(secret))
    return await written(out, bytes)
  },
  'evidence.export': async (host, { format, out }) => {
    const exporter = exporters.find(({ id }) => id === format)
    if (exporter === undefined) throw new Error(`there is no exporter ${format}`)
    return await written(out, exporter.write(host.shown().session.exportInput()))
  },
  'evidence.stamps': (host) => stampsOf(host),
  'evidence.addAuthority': (host, authority) => {
    rememberAuthority(host.options.stampAuthorities, authority)
    host.current?.stamps?.try()
    return stampsOf(host)
  },
  'evidence.removeAuthority': (host, { name }) => {
    forgetAuthority(host.options.stampAuthorities, name)
    return stampsOf(host)
  },
  'evidence.stampNow': async (host, wanted) => {
    await host.site().stamps?.ask(wanted)
    return stampsOf(host)
  },
} satisfies Partial<Handlers>

async function stampsOf(host: Host) {
  const { session, stamps } = host.site()
  const authorities = readAuthorities(host.options.stampAuthorities)
  return stampsView(authorities, (await session.stamps()).waiting(authorities), stamps)
}

async function countersign(host: Host, wanted: HostInput<'evidence.countersign'>): Promise<{ readonly file: string }> {
  const { packId, packFile, role, statement } = wanted
  const pack =
    packId === null
      ? null
      : host
          .site()
          .session.packs()
          .find((known) => known.packId === packId)
  const path = packFile ?? pack?.path
  if (path === undefined) throw new FileTrouble('This site has no such pack.')
  const said = { role, statement, now: new Date() } as const
  if (wanted.way === 'identity') {
    await withSecret(wanted.passphrase, (secret) => withColleague(host, path, secret, wanted, said))
  } else {
    const key = wanted.way === 'new' ? await newKey(wanted) : await ownKey(wanted)
    await countersignPackFile(path, ownKeySigner(key), { ...said, name: wanted.name })
  }
  host.events.changed('evidence')
  return { file: path }
}

type Countersigning = HostInput<'evidence.countersign'>

async function withColleague(
  host: Host,
  path: string,
  secret: Secret,
  { keyFile, pin, name }: Countersigning,
  said: { readonly role: Input<'evidence.countersign'>['role']; readonly statement: string; readonly now: Date },
): Promise<void> {
  const identity = await readInstalled(keyFile, secret)
  const tokenPin = pin === null ? null : Secret.of(pin)
  try {
    const signs = name === '' ? identity.names.technician : name
    const means = { pin: tokenPin, keyStore: host.options.keyStore ?? null }
    await withIdentitySigner(identity, means, (signer) => countersignPackFile(path, signer, { ...said, name: signs }))
  } finally {
    tokenPin?.wipe()
  }
}

/** A key for a customer who has none, in a file of theirs. */
async function newKey({ name, passphrase, keyFile }: Countersigning) {
  const made = await newOwnKey({ name, place: hostname(), passphrase, now: new Date() })
  await keepOwnKey(keyFile, made, (file, text) => written(file, text, 'wx'))
  return made
}

async function ownKey({ keyFile, certificateFile, passphrase }: Countersigning) {
  const [key, certificate] = await Promise.all([readGiven(keyFile), readGiven(certificateFile ?? '')])
  const pems = { keyPem: key.toString('utf8'), certificatePem: certificate.toString('utf8') }
  return passphrase === '' ? pems : { ...pems, passphrase }
}
