import type { Channel, Input } from '../contract/channels.ts'
import type { Dialogs, FileKind } from './dialogs.ts'

/** Channels whose answer is one new file. */
const savedAs = {
  'evidence.handOver': 'handover',
  'identity.createCompany': 'company',
  'identity.backUp': 'company',
  'identity.saveRoot': 'certificate',
  'identity.saveRevocations': 'revocations',
  'identity.issue': 'answer',
  'identity.revoke': 'revocations',
} as const satisfies Partial<Record<Channel, FileKind>>

/** Channels that read one file. */
const openedAs = {
  'identity.openCompany': 'company',
  'identity.move': 'identity',
  'identity.use': 'identity',
} as const satisfies Partial<Record<Channel, FileKind>>

/**
 * The files of a channel about evidence and identities, asked for in dialogs of the operating system. Null when the person
 * closed one; undefined when the channel has none.
 */
export async function evidenceFiles(
  channel: Channel,
  input: unknown,
  dialogs: Dialogs,
): Promise<Readonly<Record<string, string | null>> | null | undefined> {
  if (Object.hasOwn(savedAs, channel)) {
    const out = await dialogs.save(savedAs[channel as keyof typeof savedAs])
    return out === null ? null : { out }
  }
  if (Object.hasOwn(openedAs, channel)) {
    const file = await dialogs.open(openedAs[channel as keyof typeof openedAs])
    return file === null ? null : { file }
  }
  switch (channel) {
    case 'evidence.seal': {
      const { variant, both } = input as Input<'evidence.seal'>
      const out = await dialogs.sealTo(variant)
      if (out === null || !both) return out === null ? null : { out, otherOut: null }
      const otherOut = await dialogs.sealTo(variant === 'insurer' ? 'customer' : 'insurer')
      return otherOut === null ? null : { out, otherOut }
    }
    case 'evidence.export': {
      const out = await dialogs.save((input as Input<'evidence.export'>).format)
      return out === null ? null : { out }
    }
    case 'identity.request':
      return await requesting(input as Input<'identity.request'>, dialogs)
    case 'identity.install':
      return await inTurn({ file: () => dialogs.open('identity'), certificateFile: () => dialogs.open('answer') })
    case 'evidence.countersign':
      return await countersigning(input as Input<'evidence.countersign'>, dialogs)
    default:
      return undefined
  }
}

async function requesting({ place }: Input<'identity.request'>, dialogs: Dialogs) {
  const files = await inTurn({
    ...(place === 'token' ? { tokenModule: () => dialogs.open('tokenModule') } : {}),
    out: () => dialogs.save('identity'),
    requestOut: () => dialogs.save('request'),
  })
  return files && { tokenModule: null, ...files }
}

async function countersigning({ packId, way }: Input<'evidence.countersign'>, dialogs: Dialogs) {
  const keyFile = {
    new: () => dialogs.save('key'),
    own: () => dialogs.open('key'),
    identity: () => dialogs.open('identity'),
  }[way]
  const files = await inTurn({
    ...(packId === null ? { packFile: () => dialogs.open('pack') } : {}),
    keyFile,
    ...(way === 'own' ? { certificateFile: () => dialogs.open('certificate') } : {}),
  })
  return files && { packFile: null, certificateFile: null, ...files }
}

/** Asks one after the other; the first that is closed ends it. */
async function inTurn(
  asked: Readonly<Record<string, () => Promise<string | null>>>,
): Promise<Readonly<Record<string, string>> | null> {
  const files: Record<string, string> = {}
  for (const [name, ask] of Object.entries(asked)) {
    const file = await ask()
    if (file === null) return null
    files[name] = file
  }
  return files
}
