import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { signDetached } from './cms.ts'
import { embedToken } from './embed-token.ts'
import { NoPack, StampRefused } from './errors.ts'
import type { Signer } from './signer.ts'
import { type StampRequest, stampRequest } from './stamp-request.ts'
import { readJson, writeJson } from './verify/canonical-json.ts'
import { type Certificate, readPem } from './verify/certificate.ts'
import { checkSignature } from './verify/cms-reader.ts'
import { type Countersignature, countersignatureSchemaId } from './verify/countersignature.ts'
import { oids } from './verify/oids.ts'
import { PackRejected } from './verify/rejected.ts'
import { isRenewal, renewalList, renewalReply, writeRenewal } from './verify/renewal.ts'
import { sha256Hex } from './verify/sums.ts'
import { type CheckedTimestamp, checkTimestamp, tokenOf } from './verify/timestamp.ts'
import { readZip } from './verify/zip-reader.ts'
import { writeContainer } from './write-pack.ts'

type Files = ReadonlyMap<string, Buffer>

const sums = 'SHA256SUMS.p7s'
const second = 'META-INF/signature001.p7s'

/** Asks one authority: posts a TimeStampReq and hands back the bytes of its answer. */
export interface StampSource {
  readonly name: string
  /** Roots that the technician pinned for this authority, PEM. */
  readonly rootsPem: readonly string[]
  ask(request: StampRequest): Promise<Buffer>
}

/** The files of a pack on disk. @throws {NoPack} */
export async function readPackFiles(file: string): Promise<Files> {
  const bytes = await readFile(file)
  try {
    const files = readZip(bytes)
    if (files.has(sums) && files.has('SHA256SUMS') && files.has(second)) return files
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new NoPack(`${basename(file)} is no whole pack: ${cause.message}`, { cause })
  }
  throw new NoPack(`${basename(file)} holds no signature of a pack.`)
}

/** A reply over these bytes that may be kept: it answers this very request, under the roots of that authority. @throws {StampRefused} */
export async function askForStamp(
  source: StampSource,
  bytes: Buffer,
  digestName: 'sha256' | 'sha512' = 'sha256',
): Promise<{ readonly reply: Buffer; readonly stamp: CheckedTimestamp }> {
  const request = stampRequest(bytes, digestName)
  const reply = await source.ask(request)
  try {
    const stamp = await checkTimestamp(reply, bytes, source.rootsPem.flatMap(readPem), source.name)
    if (stamp.nonce?.equals(request.nonce) === true) return { reply, stamp }
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new StampRefused(`The answer of ${source.name} proves nothing: ${cause.message}`, { cause })
  }
  throw new StampRefused(`${source.name} answered another question than ours: its answer may be an old one.`)
}

/**
 * The pack with one more timestamp over its signature. The first one is put into the second signature as well (CAdES-T),
 * unless a renewal lists that file already. Nothing that was signed changes.
 *
 * @param crlPem Newest revocation list of the company, archived with the timestamp; null without one.
 * @throws {StampRefused}
 */
export async function withStamp(
  files: Files,
  source: StampSource,
  crlPem: string | null = null,
): Promise<{ readonly files: Files; readonly stamp: CheckedTimestamp }> {
  const signature = need(files, sums)
  const { reply, stamp } = await askForStamp(source, signature)
  await refuseLate(files, stamp)
  const more = new Map(files)
  const number = nextNumber(files, /^timestamps\/SHA256SUMS\.p7s\.(\d{3})\.tsr$/)
  more.set(`timestamps/${sums}.${number}.tsr`, reply)
  if (crlPem !== null) more.set(`timestamps/signer.${number}.crl`, Buffer.from(crlPem))
  const inSecond = await checkSignature(need(files, second), {
    detached: need(files, 'META-INF/ASiCManifest001.xml'),
    contentType: oids.data,
    unsignedAttributes: true,
  })
  if (inSecond.unsigned === null && ![...files.keys()].some(isRenewal)) {
    const own = await askForStamp(source, inSecond.value)
    more.set(second, embedToken(need(files, second), tokenOf(own.reply)))
  }
  return { files: more, stamp }
}

/** A pack whose clock was ahead, or that waited too long, would be refused with its timestamp: it stays without. */
async function refuseLate(files: Files, { time }: CheckedTimestamp): Promise<void> {
  const { signingTime } = await checkSignature(need(files, sums), {
    detached: need(files, 'SHA256SUMS'),
    contentType: oids.data,
  })
  const gap = Number(time) - Number(signingTime)
  if (gap >= -clockTolerance && gap <= longestGap) return
  throw new StampRefused(
    `The pack claims ${signingTime?.toISOString()} and the authority says ${time.toISOString()}: no reader would accept both.`,
  )
}

const minute = 60_000
/** As the verifier has them. @see verify-pack.ts */
const clockTolerance = 5 * minute
const longestGap = 30 * 24 * 60 * minute

/** The pack with a renewal: a stronger digest over everything in it, stamped now. @throws {StampRefused} */
export async function withRenewal(
  files: Files,
  source: StampSource,
): Promise<{ readonly files: Files; readonly stamp: CheckedTimestamp }> {
  let number = 1
  while (files.has(renewalList(number))) number += 1
  const list = writeRenewal(files)
  const { reply, stamp } = await askForStamp(source, list, 'sha512')
  const more = new Map(files).set(renewalList(number), list).set(renewalReply(number), reply)
  return { files: more, stamp }
}

/** The pack with the signature of a second person, by a key of their own, over who sealed it and what. */
export async function withCountersignature(
  files: Files,
  signer: Signer,
  said: Pick<Countersignature, 'role' | 'name' | 'statement'> & { readonly now: Date },
): Promise<Files> {
  const at = new Date(Math.floor(Number(said.now) / 1000) * 1000)
  const content = writeJson({
    schema: countersignatureSchemaId,
    packId: packIdOf(files),
    signatureSha256: sha256Hex(need(files, sums)),
    role: said.role,
    name: said.name,
    statement: said.statement,
    at: at.toISOString(),
  } satisfies Countersignature)
  const number = nextNumber(files, /^countersignatures\/(\d{3})\.json$/)
  return new Map(files)
    .set(`countersignatures/${number}.json`, content)
    .set(`countersignatures/${number}.p7s`, await signDetached(content, signer, at))
}

function packIdOf(files: Files): string {
  try {
    const schema = z.looseObject({ packId: z.uuid() })
    return readJson(need(files, 'pack.json'), schema, 'pack/context-malformed', 'pack.json').packId
  } catch (cause) {
    if (!(cause instanceof PackRejected)) throw cause
    throw new NoPack(cause.message, { cause })
  }
}

/** Puts a pack that gained proofs in the place of the file, whole or not at all. */
export const replacePack = (file: string, files: Files): Promise<void> => writeContainer([...files], file)

function nextNumber(files: Files, pattern: RegExp): string {
  const taken = [...files.keys()].map((name) => Number(pattern.exec(name)?.[1] ?? 0))
  return String(Math.max(0, ...taken) + 1).padStart(3, '0')
}

function need(files: Files, name: string): Buffer {
  const bytes = files.get(name)
  if (bytes === undefined) throw new NoPack(`The pack holds no ${name}.`)
  return bytes
}

/** Roots of a PEM text. @throws {StampRefused} when it holds none */
export function stampRoots(pem: string): readonly Certificate[] {
  const roots = readPem(pem)
  if (roots.length === 0) throw new StampRefused('The file of the timestamp authority holds no certificate.')
  return roots
}
