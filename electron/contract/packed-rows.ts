import { deviceClasses } from '../model/device.ts'
import { outcomes, severities } from '../model/outcome.ts'
import type { Output } from './channels.ts'
import { driverGrades, presences } from './device-words.ts'

type Row = Output<'devices.list'>[number]

/**
 * The device list as it crosses between processes: column by column, every text that comes back kept once. 5,000 rows as objects
 * take a third of a second of copying and checking, and twice the memory.
 */
export interface PackedRows {
  /** Texts that columns of numbers point into; -1 stands for null. */
  readonly texts: readonly string[]
  readonly id: readonly string[]
  readonly address: readonly string[]
  readonly serial: readonly (string | null)[]
  /** Joined by spaces. */
  readonly macs: readonly string[]
  readonly lastSeen: readonly string[]
  readonly name: readonly number[]
  readonly vendor: readonly number[]
  readonly model: readonly number[]
  readonly firmware: readonly number[]
  readonly driver: readonly number[]
  readonly zone: readonly number[]
  readonly trouble: readonly number[]
  readonly worstItem: readonly number[]
  readonly worstTitle: readonly number[]
  /** Joined by spaces. */
  readonly openItems: readonly number[]
  /** Places in the lists of their words; -1 stands for null. */
  readonly deviceClass: readonly number[]
  readonly grade: readonly number[]
  readonly worstOutcome: readonly number[]
  readonly worstSeverity: readonly number[]
  readonly presence: readonly number[]
  /** One bit for each place in the lists of their words. */
  readonly severities: readonly number[]
  readonly outcomes: readonly number[]
  readonly open: readonly number[]
  readonly openCritical: readonly number[]
  readonly fixable: readonly number[]
  /** 1 assessed, 2 in conflict. */
  readonly flags: readonly number[]
}

/** The rows column by column, each text once: thousands of rows cross between processes in a few milliseconds. */
export function packRows(rows: readonly Row[]): PackedRows {
  const texts: string[] = []
  const places = new Map<string, number>()
  const textOf = (text: string | null | undefined): number => {
    if (text === null || text === undefined) return -1
    const known = places.get(text)
    if (known !== undefined) return known
    places.set(text, texts.length)
    return texts.push(text) - 1
  }
  const column = <T>(get: (row: Row) => T): T[] => rows.map(get)
  return {
    texts,
    id: column(({ id }) => id),
    address: column(({ address }) => address),
    serial: column(({ serial }) => serial),
    macs: column(({ macs }) => macs.join(' ')),
    lastSeen: column(({ lastSeen }) => lastSeen),
    name: column(({ name }) => textOf(name)),
    vendor: column(({ vendor }) => textOf(vendor)),
    model: column(({ model }) => textOf(model)),
    firmware: column(({ firmware }) => textOf(firmware)),
    driver: column(({ driver }) => textOf(driver)),
    zone: column(({ zone }) => textOf(zone)),
    trouble: column(({ trouble }) => textOf(trouble)),
    worstItem: column(({ worst }) => textOf(worst?.item)),
    worstTitle: column(({ worst }) => textOf(worst?.title)),
    openItems: column(({ openItems }) => textOf(openItems.join(' '))),
    deviceClass: column(({ deviceClass }) => deviceClasses.indexOf(deviceClass)),
    grade: column(({ grade }) => (grade === null ? -1 : driverGrades.indexOf(grade))),
    worstOutcome: column(({ worst }) => (worst === null ? -1 : outcomes.indexOf(worst.outcome))),
    worstSeverity: column(({ worst }) => (worst === null ? -1 : severities.indexOf(worst.severity))),
    presence: column(({ presence }) => presences.indexOf(presence)),
    severities: column((row) => bitsOf(severities, row.severities)),
    outcomes: column((row) => bitsOf(outcomes, row.outcomes)),
    open: column(({ open }) => open),
    openCritical: column(({ openCritical }) => openCritical),
    fixable: column(({ fixable }) => fixable),
    flags: column(({ assessed, conflict }) => (assessed ? 1 : 0) | (conflict ? 2 : 0)),
  }
}

/** The rows that `packRows` was given. */
export function unpackRows(packed: PackedRows): Row[] {
  const { texts } = packed
  const wordsOf = remembered((place) => wordsIn(texts[place]))
  const severitiesOf = remembered((bits) => severities.filter((_word, place) => bits & (1 << place)))
  const outcomesOf = remembered((bits) => outcomes.filter((_word, place) => bits & (1 << place)))
  const text = (column: readonly number[], index: number): string | null => texts[column[index] ?? -1] ?? null
  const word = <T extends string>(words: readonly T[], column: readonly number[], index: number): T | null =>
    words[column[index] ?? -1] ?? null
  return packed.id.map((id, index) => {
    const outcome = word(outcomes, packed.worstOutcome, index)
    const severity = word(severities, packed.worstSeverity, index)
    const flags = packed.flags[index] ?? 0
    return {
      id,
      address: packed.address[index] ?? '',
      name: text(packed.name, index),
      vendor: text(packed.vendor, index),
      model: text(packed.model, index),
      firmware: text(packed.firmware, index),
      serial: packed.serial[index] ?? null,
      macs: wordsIn(packed.macs[index]),
      deviceClass: word(deviceClasses, packed.deviceClass, index) ?? 'unknown',
      driver: text(packed.driver, index),
      grade: word(driverGrades, packed.grade, index),
      zone: text(packed.zone, index),
      worst:
        outcome === null || severity === null
          ? null
          : {
              item: text(packed.worstItem, index) ?? '',
              title: text(packed.worstTitle, index) ?? '',
              outcome,
              severity,
            },
      open: packed.open[index] ?? 0,
      openCritical: packed.openCritical[index] ?? 0,
      openItems: wordsOf(packed.openItems[index] ?? -1),
      severities: severitiesOf(packed.severities[index] ?? 0),
      outcomes: outcomesOf(packed.outcomes[index] ?? 0),
      fixable: packed.fixable[index] ?? 0,
      assessed: (flags & 1) !== 0,
      conflict: (flags & 2) !== 0,
      trouble: text(packed.trouble, index),
      presence: word(presences, packed.presence, index) ?? 'here',
      lastSeen: packed.lastSeen[index] ?? '',
    }
  })
}

const wordsIn = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(' '))

const bitsOf = <T>(words: readonly T[], some: readonly T[]): number =>
  some.reduce((bits, word) => bits | (1 << words.indexOf(word)), 0)

/** Rows with the same words share one list of them. */
function remembered<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}
