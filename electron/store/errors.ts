import { ExpectedError } from '../model/errors.ts'

const remedies = {
  'store/missing': 'Choose the file again; check that the disk or stick that holds it is plugged in.',
  'store/exists': 'Choose another name, or open the site that is there.',
  'store/not-a-site':
    'Choose a file that ends in .fieldseal. A file that an interrupted creation left behind can be deleted.',
  'store/wrong-passphrase':
    'Type the passphrase again. If you are sure of it, the beginning of the file is damaged: take a copy of the file, then restore a backup. The passwords can be recovered from the .fieldseal-vault file.',
  'store/damaged':
    'Take a copy of the file before you do anything else, then restore a backup. The passwords can be recovered from the .fieldseal-vault file.',
  'store/in-use': 'Close the other window or command that has this site open, then try again.',
  'store/read-only': 'Wait until the other one closes the site, then open it yourself.',
  'store/too-new': 'Update Fieldseal on this laptop, then open the site again.',
  'store/disk-full': 'Free some space on the disk that holds the site file, then try again. Nothing was half written.',
  'store/unwritable': 'Move the site file and the .fieldseal-vault file to a disk that you may write to.',
} as const

export type StoreErrorCode = keyof typeof remedies

/** The site file cannot be used as asked. What was stored before is untouched. */
export class StoreError extends ExpectedError {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode
  readonly remedy: string

  constructor(code: StoreErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.remedy = remedies[code]
  }
}
