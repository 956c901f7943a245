import { createHash, randomUUID } from 'node:crypto'
import type { Checklist, ChecklistItem } from '../../catalog/checklist.ts'
import { type Attachment, type Attestation, type Attestor, holdsUntil } from '../../model/attestation.ts'
import { dayMs, dayOf, isDay } from '../../model/days.ts'
import type { Device } from '../../model/device.ts'
import { ExpectedError } from '../../model/errors.ts'
import type { Waiver } from '../../model/waiver.ts'
import type { SiteFile } from '../../store/site-file.ts'
import type { EventLog } from '../event-log.ts'
import { cleanAttachment } from './attachment.ts'

/** What somebody wants to say cannot be kept as it is. */
export class StatementRefused extends ExpectedError {
  override readonly name = 'StatementRefused'
  readonly code = 'visit/statement-refused'
  readonly remedy = 'Complete what is missing and save it again.'
}

export interface NewAttestation {
  readonly item: string
  /** Null: for the whole site. One entry per device where several are attested at once. */
  readonly deviceIds: readonly string[] | null
  readonly answer: Attestation['answer']
  readonly statement: string
  readonly measurement: Attestation['measurement']
  readonly by: string
  readonly role: Attestor
  readonly photos: readonly {
    readonly bytes: Uint8Array
    readonly caption: string | null
    readonly takenAt: string | null
  }[]
  /** Devices among `deviceIds` that are otherwise, each by its own word. The photos show the others. */
  readonly exceptions?: readonly (Pick<Attestation, 'answer' | 'statement'> & { readonly deviceId: string })[]
  /** Last day on which it holds, where that is earlier than the form says, `YYYY-MM-DD`. */
  readonly holdsUntil?: string | null
}

export interface NewWaiver {
  readonly item: string
  readonly deviceId: string | null
  readonly reason: string
  readonly compensatingControl: string
  readonly approver: string
  readonly requestedBy: string
  /** First day on which it holds no more, `YYYY-MM-DD`. */
  readonly expiresOn: string
}

interface Parts {
  readonly store: SiteFile
  readonly log: () => EventLog
  readonly visitId: () => string
  readonly checklist: () => Checklist
  readonly devices: () => readonly Device[]
  /** Judges these devices again on what was read, or the whole site (null): a statement changes outcomes. */
  readonly judgeAgain: (deviceIds: readonly string[] | null) => void
}

/** Longest time that a waiver may hold: a decision that nobody looks at again is none. */
const longestWaiverDays = 366

/** Attestations and waivers of one open site. Each is on disk, logged and judged when a method returns. */
export class SiteStatements {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  attestations(): Attestation[] {
    return this.#parts.store.statements.attestations()
  }

  waivers(): Waiver[] {
    return this.#parts.store.statements.waivers()
  }

  attachment(sha256: string): Buffer | null {
    return this.#parts.store.statements.attachment(sha256)
  }

  /** @throws {StatementRefused} {AttachmentRefused} and nothing was kept */
  attest(given: NewAttestation): Attestation[] {
    const { store } = this.#parts
    const item = this.#item(given.item)
    if (item.manual === null) throw new StatementRefused(`${item.id} is looked at over the network, not attested.`)
    const { form } = item
    if (given.statement.trim() === '') throw new StatementRefused('Say in a sentence what was seen.')
    if (given.by.trim() === '') throw new StatementRefused('An attestation needs the name of who looked.')
    if (item.manual === 'measurement' && given.answer === 'met' && given.measurement === null) {
      throw new StatementRefused(`${item.id} needs the value that was measured.`)
    }
    if (item.manual === 'photo' && given.answer === 'met' && given.photos.length === 0) {
      throw new StatementRefused(`${item.id} needs a photo.`)
    }
    if (item.manual === 'signature' && given.answer === 'met' && given.photos.length === 0) {
      throw new StatementRefused(`${item.id} needs a picture of the signature or of the signed sheet.`)
    }
    // A technician's word is not the customer's: who has to answer for it is part of the item.
    if (form !== null && given.answer === 'met' && given.role !== form.by) {
      throw new StatementRefused(`${item.id} is answered by the ${form.by}, not by the ${given.role}.`)
    }
    const photos = given.photos.map(({ bytes, caption, takenAt }) => {
      const clean = cleanAttachment(bytes)
      const sha256 = createHash('sha256').update(clean.bytes).digest('hex')
      const attachment: Attachment = {
        sha256,
        mediaType: clean.mediaType,
        bytes: clean.bytes.length,
        caption,
        takenAt,
      }
      return { attachment, bytes: clean.bytes }
    })
    const at = new Date().toISOString()
    const until = lastDay(given.holdsUntil ?? null, holdsUntil(at, form), dayOf(at))
    const targets = given.deviceIds === null ? [null] : given.deviceIds.map((id) => this.#knownDevice(id))
    const exceptions = exceptionsOf(given, item)
    const log = this.#parts.log()
    const made = targets.map((deviceId): Attestation => {
      const exception = exceptions.get(deviceId)
      return {
        id: randomUUID(),
        visitId: this.#parts.visitId(),
        item: item.id,
        deviceId,
        answer: exception?.answer ?? given.answer,
        statement: (exception?.statement ?? given.statement).trim(),
        measurement: exception === undefined ? given.measurement : null,
        by: given.by.trim(),
        role: given.role,
        at,
        holdsUntil: until,
        attachments: exception === undefined ? photos.map(({ attachment }) => attachment) : [],
      }
    })
    store.transaction(() => {
      for (const { attachment, bytes } of photos) store.statements.saveAttachment(attachment.sha256, bytes)
      for (const attestation of made) store.statements.addAttestation(attestation)
      log.append(attestedEvent(given, made, exceptions))
    })
    this.#parts.judgeAgain(given.deviceIds)
    return made
  }

  /**
   * Takes attestations back that were made by mistake: they stay in the file and in the log, and count for nothing.
   * @throws {StatementRefused} when one is of an earlier visit or stands in a pack
   */
  withdraw(ids: readonly string[]): Attestation[] {
    const { store, log, visitId, judgeAgain } = this.#parts
    const wanted = new Set(ids)
    const found = this.attestations().filter(({ id }) => wanted.has(id))
    if (found.length < wanted.size)
      throw new StatementRefused('There is no such attestation, or it was withdrawn already.')
    // A sealed visit takes nothing more: whatever was said in it stands in its pack.
    const isSealed = store.packs().some((pack) => pack.visitId === visitId())
    if (isSealed || found.some((one) => one.visitId !== visitId())) {
      throw new StatementRefused('It stands in a sealed pack. Say what is true now as a new attestation.')
    }
    const at = new Date().toISOString()
    store.transaction(() => {
      for (const { id, item, deviceId } of found) {
        store.statements.withdraw({ attestationId: id, visitId: visitId(), at })
        log().append({
          type: 'attestation.withdrawn',
          attestation: id,
          item,
          ...(deviceId === null ? {} : { device: deviceId }),
        })
      }
    })
    const devices = found.map(({ deviceId }) => deviceId)
    if (devices.includes(null)) judgeAgain(null)
    else judgeAgain([...new Set(devices.filter((id) => id !== null))])
    return found
  }

  /** @throws {StatementRefused} and nothing was kept */
  waive(given: NewWaiver): Waiver {
    const item = this.#item(given.item)
    const today = dayOf(new Date().toISOString())
    for (const [name, text] of Object.entries({
      reason: given.reason,
      'compensating control': given.compensatingControl,
      approver: given.approver,
    })) {
      if (text.trim() === '') throw new StatementRefused(`A waiver needs its ${name}.`)
    }
    if (!isDay(given.expiresOn)) {
      throw new StatementRefused(`"${given.expiresOn}" is no day: write it as 2027-06-30.`)
    }
    if (given.expiresOn <= today) {
      throw new StatementRefused(
        `A waiver must end on a day that is still to come. In UTC, by which days count, it is ${today}.`,
      )
    }
    if (Date.parse(given.expiresOn) - Date.parse(today) > longestWaiverDays * dayMs) {
      throw new StatementRefused('A waiver holds a year at most.')
    }
    const { reason, compensatingControl, approver, requestedBy, expiresOn } = given
    const deviceId = given.deviceId === null ? null : this.#knownDevice(given.deviceId)
    const log = this.#parts.log()
    const waiver: Waiver = {
      id: randomUUID(),
      visitId: this.#parts.visitId(),
      item: item.id,
      deviceId,
      reason: reason.trim(),
      compensatingControl: compensatingControl.trim(),
      approver: approver.trim(),
      requestedBy: requestedBy.trim(),
      at: new Date().toISOString(),
      expiresOn,
      revokedAt: null,
    }
    this.#keep(waiver, 'item.waived', log)
    return waiver
  }

  /** Takes a waiver back: from now on the item counts as it is. @throws {StatementRefused} */
  revoke(id: string): Waiver {
    const waiver = this.waivers().find((one) => one.id === id)
    if (waiver === undefined) throw new StatementRefused('There is no such waiver at this site.')
    if (waiver.revokedAt !== null) return waiver
    const revoked = { ...waiver, revokedAt: new Date().toISOString() }
    this.#keep(revoked, 'waiver.revoked', this.#parts.log())
    return revoked
  }

  #keep(waiver: Waiver, type: 'item.waived' | 'waiver.revoked', log: EventLog): void {
    const { store, judgeAgain } = this.#parts
    const { id, item, deviceId, approver, expiresOn, reason } = waiver
    store.transaction(() => {
      store.statements.saveWaiver(waiver)
      log.append({
        type,
        waiver: id,
        item,
        ...(deviceId === null ? {} : { device: deviceId }),
        approver,
        expiresOn,
        reason,
      })
    })
    judgeAgain(deviceId === null ? null : [deviceId])
  }

  #item(id: string): ChecklistItem {
    const item = this.#parts.checklist().items.find((one) => one.id === id)
    if (item === undefined) throw new StatementRefused(`The checklist of this site has no item ${id}.`)
    return item
  }

  #knownDevice(id: string): string {
    if (this.#parts.devices().some((device) => device.id === id)) return id
    throw new StatementRefused(`This site has no device ${id}.`)
  }
}

type Exceptions = ReadonlyMap<string | null, NonNullable<NewAttestation['exceptions']>[number]>

/** @throws {StatementRefused} */
function exceptionsOf({ exceptions = [], deviceIds }: NewAttestation, { id, manual }: ChecklistItem): Exceptions {
  for (const { deviceId, statement, answer } of exceptions) {
    if (deviceIds?.includes(deviceId) !== true)
      throw new StatementRefused('An exception is not among the devices that are attested.')
    if (statement.trim() === '') throw new StatementRefused('Say in a sentence what is otherwise on that device.')
    if (answer === 'met' && manual !== 'note')
      throw new StatementRefused(`${id} needs its own proof where it is met in another way: attest that device alone.`)
  }
  return new Map(exceptions.map((exception) => [exception.deviceId, exception]))
}

/** @throws {StatementRefused} when the day asked for is none, is over, or is later than the form allows */
function lastDay(asked: string | null, most: string | null, today: string): string | null {
  if (asked === null) return most
  if (!isDay(asked)) throw new StatementRefused(`"${asked}" is no day: write it as 2027-06-30.`)
  if (asked < today) {
    throw new StatementRefused(
      `An attestation must hold for today at least. In UTC, by which days count, it is ${today}.`,
    )
  }
  if (most !== null && asked > most) throw new StatementRefused(`This item holds until ${most} at most.`)
  return asked
}

/** One statement of one person is one line of the log, over however many devices. */
function attestedEvent(given: NewAttestation, made: readonly Attestation[], exceptions: Exceptions) {
  const [first] = made
  if (first === undefined) throw new StatementRefused('Nothing was named that is attested.')
  const usual = made.find(({ deviceId }) => !exceptions.has(deviceId)) ?? first
  const { item, by, role, holdsUntil: until, attachments } = usual
  const isOne = made.length === 1
  return {
    type: 'item.attested',
    item,
    ...(isOne ? { attestation: first.id } : { attestations: made.map(({ id }) => id) }),
    ...(isOne && first.deviceId !== null ? { device: first.deviceId } : {}),
    ...(isOne ? {} : { devices: made.map(({ deviceId }) => deviceId) }),
    answer: isOne ? first.answer : given.answer,
    by,
    role,
    holdsUntil: until,
    attachments: attachments.map(({ sha256 }) => sha256),
    ...(exceptions.size === 0 || isOne
      ? {}
      : { exceptions: [...exceptions.values()].map(({ deviceId, answer }) => ({ device: deviceId, answer })) }),
  }
}
