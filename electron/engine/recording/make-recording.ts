import type { Device } from '../../model/device.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { Readings } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import {
  type RecordedExchange,
  type Recording,
  recordingFormat,
  recordingIndex,
  sameBody,
} from '../../model/recording.ts'
import { type Credential, Secret } from '../../model/secret.ts'
import { readTlsPorts } from '../../model/security-facts.ts'
import type { ObservedExchange, ObservedMessage } from '../../protocols/exchange-observer.ts'
import { PrivateValues } from './private-values.ts'
import type { Recorder } from './recorder.ts'
import { replaceByKey } from './secret-keys.ts'
import { ShownLogins } from './shown-login.ts'
import { leakIn, StandIns } from './stand-ins.ts'

/** Something private would have been in the recording. Nothing was written. */
export class RecordingLeaks extends ExpectedError {
  override readonly name = 'RecordingLeaks'
  readonly code = 'recording/leaks'
  readonly remedy =
    'Nothing was written. Tell the makers of Fieldseal which model this was; do not send anything by hand.'
}

export interface Recorded {
  readonly tool: string
  readonly device: Device
  readonly readings: Readings
  readonly findings: readonly Finding[]
  readonly recorder: Recorder
  /** Logins of this site: their passwords are private. */
  readonly ownLogins: readonly Credential[]
  /** Public ones that the driver tried. */
  readonly publicLogins: readonly { readonly username: string; readonly password: string }[]
  readonly now: Date
}

/** Makes the files of a recording, by name. @throws {RecordingLeaks} */
export function makeRecording(recorded: Recorded): ReadonlyMap<string, string> {
  const { device, readings, recorder, publicLogins } = recorded
  const ownLogins = recorded.ownLogins.filter(({ password }) =>
    publicLogins.every((known) => known.password !== password.reveal()),
  )
  const { address } = device.endpoint
  const exchanges = recorder.exchanges.filter((each) => each.address === address)
  const standIns = new StandIns(
    [device.identity.firmware ?? '', device.identity.build ?? ''].filter((each) => each !== ''),
  )
  for (const { password } of ownLogins) if (password.reveal().length >= 4) standIns.add(password.reveal())
  const values = new PrivateValues(standIns, device)
  values.collect(readings, exchanges)
  const isPublic = (name: string) => publicLogins.some(({ username }) => username === name)
  for (const { username } of ownLogins) if (!isPublic(username) && username.length >= 4) values.addUser(username)
  const known = [
    ...ownLogins,
    ...publicLogins.map(({ username, password }) => ({ username, password: Secret.of(password) })),
  ]
  const cover = new Cover(standIns, known)
  // Twice: what the patterns meet in a late answer goes from the early ones as well.
  for (const exchange of exchanges) cover.exchange(exchange)
  const kept = exchanges.map((exchange) => cover.exchange(exchange))
  const names = kept.map((_, index) => `exchange-${String(index + 1).padStart(4, '0')}.json`)
  const own = standIns.addAddress(address)
  const index: Recording = {
    format: recordingFormat,
    tool: recorded.tool,
    recordedAt: recorded.now.toISOString(),
    device: {
      address: own,
      forwarded: device.endpoint.forwarded,
      ports: device.endpoint.ports,
      manufacturer: device.identity.manufacturer,
      model: device.identity.model,
      firmware: device.identity.firmware,
      driver: device.driver,
    },
    logins: [
      ...ownLogins.map(({ username, password }) => ({
        username: standIns.replace(username),
        password: standIns.replace(password.reveal()),
      })),
      ...publicLogins.map(({ username, password }) => ({ username, password })),
    ],
    tls: tlsOf(readings, standIns),
    openPorts: openPortsOf(device, readings, standIns),
    discovery: [...new Set(recorder.discovery(address).map((text) => standIns.replace(text)))].slice(-4),
    findings: recorded.findings.map(({ item, outcome, observed }) => ({
      item,
      outcome,
      observed: standIns.replace(observed),
    })),
    notReplayed: notReplayed(device, readings),
    exchanges: names,
  }
  const files = new Map([
    [recordingIndex, `${JSON.stringify(index, null, 2)}\n`],
    ...kept.map((each, at) => [names[at] ?? '', `${JSON.stringify(each, null, 2)}\n`] as const),
  ])
  prove(files, standIns)
  return files
}

/** Searches the finished files for everything that was replaced. */
function prove(files: ReadonlyMap<string, string>, standIns: StandIns): void {
  const originals = standIns.originals()
  for (const [name, text] of files) {
    if (leakIn(text, originals) !== null)
      throw new RecordingLeaks(`The recording still held a private value in ${name}, and was refused.`)
  }
}

const droppedHeaders =
  /^(?:date|content-length|connection|keep-alive|transfer-encoding|content-encoding|expires|last-modified|etag)$/i
const plainWords = /^(?:true|false|on|off|yes|no|enabled?|disabled?|null|none|public|private|auth|\d{1,3})$/i

class Cover {
  readonly #standIns: StandIns
  readonly #shown: ShownLogins

  constructor(standIns: StandIns, known: readonly Credential[]) {
    this.#standIns = standIns
    this.#shown = new ShownLogins(known)
  }

  exchange(exchange: ObservedExchange): RecordedExchange {
    const { over, port, request, answer, at } = exchange
    const community = request.headers.find(([name]) => name === 'community')?.[1]
    const line = community === undefined ? request.line : `${request.line} ${this.#secret(community)}`
    return {
      over,
      port,
      login: this.#shown.of(exchange),
      request: { line: this.#text(line), body: this.#text(sameBody(bodyOf(request) ?? '')) },
      answer: answer === null ? null : this.#answer(answer),
      at,
    }
  }

  #answer(answer: ObservedMessage): RecordedExchange['answer'] {
    const body = bodyOf(answer)
    const headers = answer.headers
      .filter(([name]) => !droppedHeaders.test(name))
      .map(([name, value]) => [name, this.#header(name, value)] as const)
    return { line: answer.line, headers, body: body === null ? null : this.#text(body), bytes: answer.body.length }
  }

  #header(name: string, value: string): string {
    return /^(?:set-cookie|authentication-info)$/i.test(name) ? this.#secret(value) : this.#text(value)
  }

  #text(text: string): string {
    return this.#standIns.replace(replaceByKey(text, (value) => this.#secret(value)))
  }

  #secret(value: string): string {
    return plainWords.test(value.trim()) || value.trim() === '' ? value : this.#standIns.shaped(value)
  }
}

/** Null for pictures and the like: they show the site. */
function bodyOf({ body }: ObservedMessage): string | null {
  const text = body.toString('utf8')
  return body.includes(0) || text.includes('\uFFFD') ? null : text
}

function tlsOf(readings: Readings, standIns: StandIns): Recording['tls'] {
  const reading = readings['tls.endpoints']
  if (reading?.end !== 'value') return []
  return readTlsPorts(reading.value).map(({ port, accepted, certificate }) => ({
    port,
    // What replays it speaks no SSL 3.0.
    versions: accepted.filter((version) => version !== 'SSLv3'),
    keyBits: certificate.keyBits,
    signature: certificate.signature,
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
    subject: standIns.replace(certificate.subject),
  }))
}

const greetings: Readonly<Record<string, string>> = {
  telnet: 'telnet.greeting',
  ftp: 'ftp.greeting',
  ssh: 'ssh.greeting',
}

function openPortsOf(device: Device, readings: Readings, standIns: StandIns): Recording['openPorts'] {
  const reading = readings['network.ports']
  if (reading?.end !== 'value') return []
  return reading.value
    .filter(({ state }) => state === 'open')
    .map(({ service, port, transport }) => ({
      port,
      transport,
      greeting: standIns.replace(device.marks[greetings[service] ?? ''] ?? ''),
    }))
}

/** What a replay cannot know, in words for whoever compares. */
function notReplayed(device: Device, readings: Readings): readonly string[] {
  const ports = readings['network.ports']
  const silent = ports?.end === 'value' && ports.value.some(({ state }) => state === 'silent')
  return [
    'Changes: a replay answers what was asked and keeps nothing that is written to it.',
    'The clock: it goes on from the recorded time, right to a second.',
    'SNMP version 3: its answers are encrypted with keys that were not recorded.',
    'Discovery by the makers’ own protocols, mDNS and SSDP: only WS-Discovery, HTTP, RTSP and SNMP are recorded.',
    'The certificate: one of the same kind, key length and term stands for it.',
    'Pictures and other answers that are no text: so many bytes of nothing stand for them.',
    ...(silent ? ['Ports that gave no answer at all: they refuse in a replay.'] : []),
    ...(device.endpoint.forwarded ? ['Ports besides the forwarded one: nobody looked at them.'] : []),
  ]
}
