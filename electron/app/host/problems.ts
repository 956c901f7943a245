import { ExpectedError } from '../../model/errors.ts'

/** A site was asked for while none is open. */
export class NoOpenSite extends ExpectedError {
  override readonly name = 'NoOpenSite'
  readonly code = 'app/no-open-site'
  readonly remedy = 'Open the site with its passphrase, then go on.'
}

/** Showing a password asks for an unlock that is not long ago. */
export class UnlockTooOld extends ExpectedError {
  override readonly name = 'UnlockTooOld'
  readonly code = 'vault/unlock-too-old'
  readonly remedy = 'Lock the site, open it with its passphrase, and show the password within 5 minutes.'
}

/** The plan on the screen is not the one that the engine holds. */
export class PlanGone extends ExpectedError {
  override readonly name = 'PlanGone'
  readonly code = 'fix/plan-outdated'
  readonly remedy = 'Make the plan again and look at it before you apply it.'
}

/** The file that was given as the root of trust is no certificate. */
export class RootUnreadable extends ExpectedError {
  override readonly name = 'RootUnreadable'
  readonly code = 'evidence/root-unreadable'
  readonly remedy = 'Choose the .pem file that the signer handed over beside the pack.'
}
