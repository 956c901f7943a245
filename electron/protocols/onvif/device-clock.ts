import { ProtocolViolation } from '../../model/errors.ts'
import { booleanOf, childOf, integerOf, needChild, needText, textOf, type XmlElement } from '../xml/xml-element.ts'
import { namespaces } from './namespaces.ts'

const { tt } = namespaces

/** What GetSystemDateAndTime says. Instants are milliseconds since 1970, UTC. */
export interface SystemDateAndTime {
  readonly source: 'ntp' | 'manual'
  readonly daylightSaving: boolean
  /** POSIX 1003.1 text as the device gave it. */
  readonly timeZone: string | null
  /** Null where the device leaves it out. */
  readonly utcMs: number | null
  /** The local time, read as if it were UTC. */
  readonly localMs: number | null
}

/** @throws {ProtocolViolation} @see ONVIF Core, GetSystemDateAndTime */
export function readSystemDateAndTime(response: XmlElement): SystemDateAndTime {
  const dateTime = needChild(response, namespaces.tds, 'SystemDateAndTime')
  const type = needText(dateTime, tt, 'DateTimeType').toLowerCase()
  if (type !== 'ntp' && type !== 'manual')
    throw new ProtocolViolation('The device names a kind of time setting that ONVIF does not know.')
  return {
    source: type,
    daylightSaving: booleanOf(textOf(dateTime, tt, 'DaylightSavings') ?? 'false'),
    timeZone: textOf(childOf(dateTime, tt, 'TimeZone'), tt, 'TZ'),
    utcMs: instantOf(childOf(dateTime, tt, 'UTCDateTime')),
    localMs: instantOf(childOf(dateTime, tt, 'LocalDateTime')),
  }
}

function instantOf(dateTime: XmlElement | null): number | null {
  if (dateTime === null || dateTime.children.length === 0) return null
  const time = needChild(dateTime, tt, 'Time')
  const date = needChild(dateTime, tt, 'Date')
  const number = (parent: XmlElement, name: string, least: number, most: number) =>
    integerOf(needText(parent, tt, name), least, most)
  return Date.UTC(
    number(date, 'Year', 1970, 9_999),
    number(date, 'Month', 1, 12) - 1,
    number(date, 'Day', 1, 31),
    number(time, 'Hour', 0, 24),
    number(time, 'Minute', 0, 59),
    // 60 is a leap second.
    number(time, 'Second', 0, 60),
  )
}

/** One comparison of the device's clock with ours. Runs on between readings by a clock that nobody sets. */
export class DeviceClock {
  readonly reading: SystemDateAndTime | null
  /** Device UTC minus ours, milliseconds; the whole second that the device leaves out is taken at its middle. */
  readonly offsetMs: number
  /** The same as the device told it; another than `offsetMs` only after a correction. */
  readonly toldOffsetMs: number
  /** Half the round trip plus half the resolution of the answer, milliseconds. */
  readonly uncertaintyMs: number
  readonly #deviceMs: number
  readonly #atMs: number

  private constructor(reading: SystemDateAndTime | null, deviceMs: number, span: Span, toldOffsetMs?: number) {
    this.reading = reading
    this.#deviceMs = deviceMs
    this.#atMs = span.middleMs
    this.offsetMs = deviceMs - span.middleWallMs
    this.toldOffsetMs = toldOffsetMs ?? this.offsetMs
    this.uncertaintyMs = span.halfMs + 500
  }

  /** Null where the answer names no UTC. */
  static of(reading: SystemDateAndTime, span: Span): DeviceClock | null {
    return reading.utcMs === null ? null : new DeviceClock(reading, reading.utcMs + 500, span)
  }

  /** From the `Date` header of an answer: a hint for signing where nothing better is to be had. */
  static ofDateHeader(header: string | undefined, span: Span): DeviceClock | null {
    const parsed = header === undefined ? Number.NaN : Date.parse(header)
    return Number.isNaN(parsed) ? null : new DeviceClock(null, parsed + 500, span)
  }

  /** The device's time now. */
  now(): Date {
    return new Date(this.#deviceMs + performance.now() - this.#atMs)
  }

  /** The same clock, wrong by whole quarters of an hour. */
  shifted(byMs: number): DeviceClock {
    const span = {
      middleMs: this.#atMs,
      middleWallMs: this.#deviceMs - this.offsetMs,
      halfMs: this.uncertaintyMs - 500,
    }
    return new DeviceClock(this.reading, this.#deviceMs + byMs, span, this.toldOffsetMs)
  }
}

/** When a question was asked and answered: monotonic milliseconds, and the wall clock at the middle. */
export interface Span {
  readonly middleMs: number
  readonly middleWallMs: number
  readonly halfMs: number
}

/** What `work` comes to, and when. @throws what `work` throws */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly span: Span }> {
  const startMs = performance.now()
  const startWallMs = Date.now()
  const value = await work()
  const halfMs = (performance.now() - startMs) / 2
  return {
    value,
    span: {
      middleMs: startMs + halfMs,
      middleWallMs: startWallMs + halfMs,
      halfMs,
    },
  }
}

const quarterMs = 15 * 60_000

/**
 * The clock that the device checks signatures with, where it wrote its local time into UTCDateTime: known by an offset of whole
 * quarters of an hour that its own `Date` header, or its own equal local time, contradicts. Null where nothing speaks for that.
 */
export function correctedByZone(clock: DeviceClock, dateHeader: DeviceClock | null): DeviceClock | null {
  const quarters = Math.round(clock.offsetMs / quarterMs)
  const restMs = clock.offsetMs - quarters * quarterMs
  if (quarters === 0 || Math.abs(restMs) > 60_000) return null
  const headerAgrees = dateHeader !== null && Math.abs(dateHeader.offsetMs - restMs) <= 60_000
  const { reading } = clock
  const zoned = reading?.timeZone != null && !/^(UTC|GMT)?[+-]?0*(:0+)*$/i.test(reading.timeZone)
  const localIsUtc = zoned && reading.localMs !== null && reading.localMs === reading.utcMs
  return headerAgrees || localIsUtc ? clock.shifted(-quarters * quarterMs) : null
}
