import { ExpectedError } from '../../model/errors.ts'

const remedies = {
  'catalog/bundle-unreadable': 'Choose a file that ends in .fieldseal-catalog and comes from the maker of Fieldseal.',
  'catalog/bundle-truncated': 'Copy the file again from where it came from: the copy is not complete.',
  'catalog/bundle-too-large': 'Do not use this file. Get the catalog again from the maker of Fieldseal.',
  'catalog/bundle-unknown-key':
    'Install the newest Fieldseal, or first import the catalog that announces this key. If neither helps, do not use the file.',
  'catalog/bundle-wrongly-signed': 'Do not use this file. Get the catalog again from the maker of Fieldseal.',
  'catalog/bundle-altered': 'Do not use this file. Get the catalog again from the maker of Fieldseal.',
  'catalog/bundle-older': 'Nothing needs to be done, unless a newer catalog has been released since: then import that.',
  'catalog/bundle-unusable': 'Install the newest Fieldseal, then import the catalog again.',
  'catalog/bundle-not-stored':
    'Free some space on the disk and check that you may write to the folder, then try again.',
} as const
export type BundleProblem = keyof typeof remedies

/** A catalog bundle that is not taken. The catalog that was in use before stays in use. */
export class BundleRefused extends ExpectedError {
  override readonly name = 'BundleRefused'
  readonly code: BundleProblem
  readonly remedy: string
  constructor(code: BundleProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.remedy = remedies[code]
  }
}

/** @throws {BundleRefused} always */
export function refuse(code: BundleProblem, message: string, cause?: unknown): never {
  throw new BundleRefused(code, message, cause === undefined ? undefined : { cause })
}
