import type { Channel, Input, Output } from '../contract/channels.ts'
import type { Dialogs, FileKind } from './dialogs.ts'
import type { AddedFiles } from './host/host.ts'

export type FileChannel = keyof AddedFiles

interface ChannelFiles<C extends FileChannel> {
  /** Asks in dialogs of the operating system; null when the person closed one. */
  readonly ask: (dialogs: Dialogs, input: Input<C>) => Promise<AddedFiles[C] | null>
  /** What the page hears then. */
  readonly closed: Output<C>
}

type Place = Promise<string | null>

/** The name under which main hands one file on. */
const named = async <N extends string>(name: N, place: Place) => {
  const file = await place
  return file === null ? null : ({ [name]: file } as Readonly<Record<N, string>>)
}

/** One new file. */
const saves = <Closed>(kind: FileKind, closed: Closed) => ({
  ask: (dialogs: Dialogs) => named('out', dialogs.save(kind)),
  closed,
})
/** One file that is there. */
const opens = (kind: FileKind) => ({
  ask: (dialogs: Dialogs) => named('file', dialogs.open(kind)),
  closed: null,
})

const notSaved = { saved: false as const }

/** Every channel with files: how they are asked for, and what a closed dialog means. A new one is a line here. */
export const channelFiles: { readonly [C in FileChannel]: ChannelFiles<C> } = {
  'site.create': { ask: (dialogs) => named('place', dialogs.newSite()), closed: null },
  'devices.exportCsv': saves('table', notSaved),
  'devices.diagnostics': saves('diagnostics', notSaved),
  'devices.handOutCopy': saves('copies', notSaved),
  'devices.requestCertificate': saves('deviceRequest', notSaved),
  'devices.installCertificate': opens('certificate'),
  'upgrade.addFile': { ask: (dialogs) => named('file', dialogs.openFirmware()), closed: null },
  'firmware.updateCatalog': { ask: (dialogs) => named('file', dialogs.openCatalog()), closed: null },
  'evidence.seal': { ask: sealing, closed: null },
  'evidence.export': { ask: (dialogs, { format }) => named('out', dialogs.save(format)), closed: null },
  'evidence.handOver': saves('handover', null),
  'evidence.countersign': { ask: countersigning, closed: null },
  'identity.createCompany': saves('company', null),
  'identity.openCompany': opens('company'),
  'identity.backUp': saves('company', null),
  'identity.saveRoot': saves('certificate', null),
  'identity.saveRevocations': saves('revocations', null),
  'identity.issue': saves('answer', null),
  'identity.revoke': saves('revocations', null),
  'identity.request': { ask: requesting, closed: null },
  'identity.install': {
    ask: (dialogs) => inTurn({ file: () => dialogs.open('identity'), certificateFile: () => dialogs.open('answer') }),
    closed: null,
  },
  'identity.move': opens('identity'),
  'identity.use': opens('identity'),
}

export const hasFiles = (channel: Channel): channel is FileChannel => Object.hasOwn(channelFiles, channel)

async function sealing(dialogs: Dialogs, { variant, both }: Input<'evidence.seal'>) {
  const out = await dialogs.sealTo(variant)
  if (out === null) return null
  if (!both) return { out, otherOut: null }
  const otherOut = await dialogs.sealTo(variant === 'insurer' ? 'customer' : 'insurer')
  return otherOut === null ? null : { out, otherOut }
}

async function requesting(dialogs: Dialogs, { place }: Input<'identity.request'>) {
  const onToken = place === 'token'
  const tokenModule = onToken ? await dialogs.open('tokenModule') : null
  if (onToken && tokenModule === null) return null
  const files = await inTurn({ out: () => dialogs.save('identity'), requestOut: () => dialogs.save('request') })
  return files && { tokenModule, ...files }
}

async function countersigning(dialogs: Dialogs, { packId, way }: Input<'evidence.countersign'>) {
  const keyFile = {
    new: () => dialogs.save('key'),
    own: () => dialogs.open('key'),
    identity: () => dialogs.open('identity'),
  }[way]
  const fromFile = packId === null
  const packFile = fromFile ? await dialogs.open('pack') : null
  if (fromFile && packFile === null) return null
  const key = await named('keyFile', keyFile())
  if (key === null) return null
  const ownCertificate = way === 'own'
  const certificateFile = ownCertificate ? await dialogs.open('certificate') : null
  if (ownCertificate && certificateFile === null) return null
  return { packFile, ...key, certificateFile }
}

/** Asks one after the other; the first that is closed ends it. */
async function inTurn<N extends string>(
  asked: Readonly<Record<N, () => Place>>,
): Promise<Readonly<Record<N, string>> | null> {
  const files: Partial<Record<N, string>> = {}
  for (const [name, ask] of Object.entries(asked) as [N, () => Place][]) {
    const file = await ask()
    if (file === null) return null
    files[name] = file
  }
  return files as Record<N, string>
}
