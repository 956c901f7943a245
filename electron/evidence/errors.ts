import { ExpectedError } from '../model/errors.ts'

/** The disk has no room for the pack. Nothing of it was left behind, an older file of that name is untouched. */
export class DiskFull extends ExpectedError {
  override readonly name = 'DiskFull'
  readonly code = 'evidence/disk-full'
  readonly remedy = 'Free some space or choose another disk, then seal again. Nothing of the visit is lost.'
}

/** The pack could not be written where it was asked for. */
export class PackNotWritten extends ExpectedError {
  override readonly name = 'PackNotWritten'
  readonly code = 'evidence/not-written'
  readonly remedy = 'Choose a folder that you may write to, then seal again.'
}

/** The certificates of the technician do not cover this moment. Nothing was signed. */
export class SignerExpired extends ExpectedError {
  override readonly name = 'SignerExpired'
  readonly code = 'evidence/signer-expired'
  readonly remedy =
    'Set the clock of this computer right, then seal again: a fresh certificate is made for that. If it is right already, the authority in this site file has ended: make a new site file.'
}

/** What was to be sealed contradicts itself, so no verifier would accept it. Nothing was handed out. */
export class EvidenceInconsistent extends ExpectedError {
  override readonly name = 'EvidenceInconsistent'
  readonly code = 'evidence/inconsistent'
  readonly remedy = 'Assess the devices once more, then seal again. If it stays, keep the site file and report it.'
}

/** The stored signing identity cannot be read. */
export class IdentityDamaged extends ExpectedError {
  override readonly name = 'IdentityDamaged'
  readonly code = 'evidence/identity-damaged'
  readonly remedy =
    'Restore the vault from its backup. A new identity has a new root, which every reader must be given.'
}
