import { activity } from './es/activity.ts'
import { areaNames } from './es/area-names.ts'
import { attest } from './es/attest.ts'
import { changes } from './es/changes.ts'
import { checklist, gap, waiver } from './es/checklist.ts'
import { common } from './es/common.ts'
import { device } from './es/device.ts'
import { devices } from './es/devices.ts'
import { discover } from './es/discover.ts'
import { evidence } from './es/evidence.ts'
import { firmware } from './es/firmware.ts'
import { frame, lockQuestion, next } from './es/frame.ts'
import { identities } from './es/identity.ts'
import { notices } from './es/notices.ts'
import { overview } from './es/overview.ts'
import { drift, record } from './es/record.ts'
import { risks } from './es/risks.ts'
import { settings, shortcuts } from './es/settings.ts'
import { tour } from './es/tour.ts'
import { upgrade } from './es/upgrade.ts'
import { verify } from './es/verify.ts'
import { newSite, unlock, welcome } from './es/welcome.ts'
import * as words from './es/words.ts'
import type { Text } from './text-shape.ts'

/** Every sentence of the interface, in Spanish: the same files, and the same keys, as the English ones. */
export const es: Text = {
  product: 'Fieldseal',
  ...words,
  unknownValue: 'no se sabe',
  none: 'ninguno',
  areaNames,
  discover,
  devices,
  device,
  common,
  frame,
  lockQuestion,
  next,
  firmware,
  upgrade,
  notices,
  overview,
  settings,
  shortcuts,
  tour,
  welcome,
  newSite,
  unlock,
  checklist,
  attest,
  waiver,
  gap,
  record,
  drift,
  activity,
  changes,
  evidence,
  identities,
  risks,
  verify,
}
