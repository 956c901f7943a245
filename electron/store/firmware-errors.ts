import { ExpectedError } from '../model/errors.ts'

const remedies = {
  'firmware/unreadable': 'Choose the file again; check that the disk or stick that holds it is plugged in.',
  'firmware/not-firmware': 'Download the firmware from the maker again, and add the file that the device itself takes.',
  'firmware/too-large': 'Add the file that the device itself takes; no camera takes more than 2 GiB.',
  'firmware/unidentified': 'Say vendor, model and version as the device and the maker print them.',
  'firmware/contradiction': 'Add the right file, or correct what you said of it.',
  'firmware/known': 'Use the entry that is there.',
  'firmware/unknown': 'Look at the list of the library for the right id.',
  'firmware/altered': 'Remove the entry, get the file from the maker again, and add it anew.',
  'firmware/library-damaged': 'Restore the folder of the library from a backup, or start a new one.',
  'firmware/library-busy': 'Wait until the other window or command has finished with the library, then try again.',
  'firmware/unwritable': 'Free some space, or put the library on a disk that you may write to.',
} as const

/** The firmware library cannot do what was asked. What it held before, it still holds. */
export class FirmwareError extends ExpectedError {
  override readonly name = 'FirmwareError'
  readonly code: keyof typeof remedies
  readonly remedy: string

  constructor(code: FirmwareError['code'], message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.remedy = remedies[code]
  }
}
