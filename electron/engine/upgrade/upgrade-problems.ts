import { ExpectedError } from '../../model/errors.ts'

const remedies = {
  'upgrade/wrong-model': 'Choose the firmware that the maker offers for this very model.',
  'upgrade/ambiguous': 'Choose one firmware for this device.',
  'upgrade/same-version': 'Nothing is to be done.',
  'upgrade/downgrade':
    'Choose a newer firmware. An older one is a matter for the maker and the web page of the device.',
  'upgrade/not-offered': 'Upgrade this device in its web page or with the tool of its maker, then assess it again.',
  'upgrade/not-confirmed': 'Say yes to this very device, at a moment when it may be away.',
  'upgrade/not-taken': 'Check that the file is for this device and hardware version, then try again.',
  'upgrade/cut': 'Check the line to the device, then assess it and plan the upgrade again.',
  'upgrade/old-version':
    'Read the log of the device, check that the file is for its hardware version, then plan the upgrade again.',
  'upgrade/never-came-back':
    'Go to the device: look at its lamps, do not cut its power for another half an hour, then follow the recovery of the maker.',
  'upgrade/not-proven': 'Look at the device, enter its login when it was reset, then discover and assess it again.',
  'upgrade/not-confirmed-on-device':
    'Confirm the firmware in the web page of the device soon: else it goes back to the old one by itself.',
  'upgrade/wave-stopped': 'Find out why the other devices failed before you plan the rest again.',
  'upgrade/cancelled': 'Plan the upgrade again for the devices that are left.',
} as const

export type UpgradeCode = keyof typeof remedies

/** An upgrade that is not done, or did not end as it should. */
export class UpgradeProblem extends ExpectedError {
  override readonly name = 'UpgradeProblem'
  readonly code: UpgradeCode
  readonly remedy: string

  constructor(code: UpgradeCode, message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.remedy = remedies[code]
  }
}
