import { z } from 'zod'
import { deviceClasses } from '../model/device.ts'
import { outcomes, severities } from '../model/outcome.ts'
import { driverGrades, presences } from './device-words.ts'

/**
 * A column whose every value is so. One question about the whole column: a schema for each of a hundred thousand values takes longer
 * than all else on the way of the list.
 */
const column = <T>(isSo: (value: unknown) => value is T) =>
  z.custom<readonly T[]>((values) => Array.isArray(values) && values.every(isSo))
const uuid = z.regexes.uuid()
const isText = (value: unknown): value is string => typeof value === 'string'
const between =
  (least: number, most: number) =>
  (value: unknown): value is number =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most

const texts = column(isText)
const amounts = column(between(0, Number.MAX_SAFE_INTEGER))
const places = column(between(-1, Number.MAX_SAFE_INTEGER))
const oneOf = (words: readonly unknown[]) => column(between(-1, words.length - 1))
const someOf = (words: readonly unknown[]) => column(between(0, (1 << words.length) - 1))

/** @see PackedRows */
const columns = z.strictObject({
  texts,
  id: column((value): value is string => isText(value) && uuid.test(value)),
  address: texts,
  serial: column((value): value is string | null => value === null || isText(value)),
  macs: texts,
  lastSeen: texts,
  name: places,
  vendor: places,
  model: places,
  firmware: places,
  driver: places,
  zone: places,
  trouble: places,
  worstItem: places,
  worstTitle: places,
  openItems: places,
  deviceClass: oneOf(deviceClasses),
  grade: oneOf(driverGrades),
  worstOutcome: oneOf(outcomes),
  worstSeverity: oneOf(severities),
  presence: oneOf(presences),
  severities: someOf(severities),
  outcomes: someOf(outcomes),
  open: amounts,
  openCritical: amounts,
  fixable: amounts,
  flags: column(between(0, 3)),
})

/** The text of `PackedRows`: what it names and nothing more. */
export const PackedRowsText = z.string().superRefine((text, context) => {
  const { success, error } = columns.safeParse(JSON.parse(text))
  if (!success) context.addIssue({ code: 'custom', message: error.message })
})
