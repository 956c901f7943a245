import { activity } from './en/activity.ts'
import { areaNames } from './en/area-names.ts'
import { attest } from './en/attest.ts'
import { changes } from './en/changes.ts'
import { checklist, gap, waiver } from './en/checklist.ts'
import { common } from './en/common.ts'
import { device } from './en/device.ts'
import { devices } from './en/devices.ts'
import { discover } from './en/discover.ts'
import { evidence } from './en/evidence.ts'
import { firmware } from './en/firmware.ts'
import { frame, lockQuestion, next } from './en/frame.ts'
import { identities } from './en/identity.ts'
import { notices } from './en/notices.ts'
import { overview } from './en/overview.ts'
import { drift, record } from './en/record.ts'
import { risks } from './en/risks.ts'
import { settings, shortcuts } from './en/settings.ts'
import { tour } from './en/tour.ts'
import { upgrade } from './en/upgrade.ts'
import { verify } from './en/verify.ts'
import { newSite, unlock, welcome } from './en/welcome.ts'
import * as words from './en/words.ts'

/** Every sentence of the interface, in English: one file for each area. A component holds none of its own. */
export const en = {
  product: 'Fieldseal',
  ...words,
  unknownValue: 'not known',
  none: 'none',
  areaNames,
  common,
  frame,
  lockQuestion,
  next,
  notices,
  settings,
  shortcuts,
  tour,
  welcome,
  newSite,
  unlock,
  overview,
  discover,
  devices,
  device,
  changes,
  firmware,
  upgrade,
  evidence,
  identities,
  risks,
  activity,
  verify,
  checklist,
  attest,
  waiver,
  gap,
  record,
  drift,
} as const
