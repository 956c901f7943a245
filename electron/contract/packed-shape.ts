import { z } from 'zod'
import { deviceClasses } from '../model/device.ts'
import { outcomes, severities } from '../model/outcome.ts'
import { driverGrades, presences } from './device-words.ts'

const texts = z.array(z.string())
const amounts = z.array(z.int().nonnegative())
const places = z.array(z.int().min(-1))
const oneOf = (words: readonly unknown[]) =>
  z.array(
    z
      .int()
      .min(-1)
      .max(words.length - 1),
  )
const someOf = (words: readonly unknown[]) =>
  z.array(
    z
      .int()
      .min(0)
      .max((1 << words.length) - 1),
  )

/** @see PackedRows */
const columns = z.strictObject({
  texts,
  id: z.array(z.uuid()),
  address: texts,
  serial: z.array(z.string().nullable()),
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
  flags: z.array(z.int().min(0).max(3)),
})

/** The text of `PackedRows`: what it names and nothing more. */
export const PackedRowsText = z.string().superRefine((text, context) => {
  const { success, error } = columns.safeParse(JSON.parse(text))
  if (!success) context.addIssue({ code: 'custom', message: error.message })
})
