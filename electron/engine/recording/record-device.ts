import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { driverById } from '../../drivers/index.ts'
import { ExpectedError } from '../../model/errors.ts'
import { type Recording, recordingIndex } from '../../model/recording.ts'
import { type Credential, Secret } from '../../model/secret.ts'
import type { Pace, Scope } from '../../model/site.ts'
import type { Progress } from '../progress.ts'
import { SiteSession } from '../session.ts'
import type { SessionOptions } from '../site-reader.ts'
import { makeRecording } from './make-recording.ts'
import { Recorder } from './recorder.ts'

/** The recording was not made; nothing was written. */
export class NotRecorded extends ExpectedError {
  override readonly name = 'NotRecorded'
  readonly code: string
  readonly remedy: string
  constructor(code: 'recording/no-device' | 'recording/folder-in-use', message: string, remedy: string) {
    super(message)
    this.code = code
    this.remedy = remedy
  }
}

export interface RecordOptions {
  /** Address, or HOST:PORT. */
  readonly target: string
  readonly interfaces: Scope['interfaces']
  /** A new or an empty folder. */
  readonly out: string
  readonly login: Credential | null
  readonly ntpServers: readonly string[]
  /** How hard discovery presses. Default: normal. */
  readonly pace?: Pace
  readonly session: Omit<SessionOptions, 'observer'>
  readonly signal: AbortSignal
  readonly on: (progress: Pick<Progress, 'work' | 'done' | 'total' | 'text'>) => void
}

/**
 * Assesses one device, which reads and changes nothing, and keeps every question and answer with stand-ins for what is private.
 * The site that it needs for that is made in a temporary folder and removed.
 *
 * @throws {NotRecorded} {RecordingLeaks} and what an assessment throws; then nothing was written
 */
export async function recordDevice(options: RecordOptions): Promise<Recording> {
  const { target, interfaces, out, login, ntpServers, session: given, signal, on } = options
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new NotRecorded('recording/folder-in-use', `${out} is not empty.`, 'Name a new folder with --out.')
  }
  const folder = mkdtempSync(join(tmpdir(), 'fieldseal-record-'))
  const recorder = new Recorder()
  try {
    const session = await SiteSession.create(
      join(folder, 'recording.fieldseal'),
      Secret.of(randomBytes(24).toString('base64url')),
      {
        name: 'Recording',
        customer: null,
        contract: null,
        technician: 'Recording',
        company: 'Recording',
        checklist: 'baseline',
        settings: { ntpServers: [...ntpServers], neededProtocols: [] },
        practice: false,
      },
      { ...given, observer: recorder },
    )
    try {
      session.confirmScope({ targets: [target], interfaces, excluded: [] })
      if (login !== null) session.logins.add(null, login)
      await session.discover({
        pace: options.pace ?? 'normal',
        signal,
        on: ({ done, total, heard }) => on({ work: 'discover', done, total, text: `${heard} answers` }),
      })
      const [device, other] = session.devices()
      if (device === undefined || other !== undefined) {
        throw new NotRecorded(
          'recording/no-device',
          device === undefined
            ? `Nothing that Fieldseal knows answers at ${target}.`
            : `More than one device answers at ${target}.`,
          'Name one device by its address, or by HOST:PORT behind a forwarded port.',
        )
      }
      await session.assess({ devices: [device.id], signal, on })
      const assessed = session.devices().find(({ id }) => id === device.id) ?? device
      const driver = assessed.driver === null ? null : driverById(assessed.driver)
      const files = makeRecording({
        tool: `Fieldseal ${given.toolVersion}`,
        device: assessed,
        readings: session.readings(device.id),
        findings: session.findings(device.id).asLeft,
        recorder,
        ownLogins: login === null ? [] : [login],
        publicLogins: driver?.defaultLogins(assessed) ?? [],
        now: new Date(),
      })
      mkdirSync(out, { recursive: true })
      for (const [name, text] of files) writeFileSync(join(out, name), text, { flag: 'wx' })
      return JSON.parse(files.get(recordingIndex) ?? '') as Recording
    } finally {
      session.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
