import { ExpectedError } from '../model/errors.ts'

/** A checklist file that cannot be used. The message names file and line. */
export class ChecklistUnreadable extends ExpectedError {
  override readonly name = 'ChecklistUnreadable'
  readonly code = 'checklist/unreadable'
  readonly remedy = 'Correct the named line of the checklist, or choose another checklist for this site.'
}

/** A file of the firmware catalog that cannot be used. The message names file and line. */
export class CatalogUnreadable extends ExpectedError {
  override readonly name = 'CatalogUnreadable'
  readonly code = 'catalog/unreadable'
  readonly remedy = 'Correct the named line, or install the firmware catalog again.'
}

/** A catalog file is not the one that the manifest speaks of. Nothing of it is used. */
export class CatalogDamaged extends ExpectedError {
  override readonly name = 'CatalogDamaged'
  readonly code = 'catalog/damaged'
  readonly remedy = 'Install the firmware catalog again: one of its files was changed or cut off.'
}
