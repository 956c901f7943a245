import { ExpectedError } from '../../model/errors.ts'

/** A site was asked for while none is open. */
export class NoOpenSite extends ExpectedError {
  override readonly name = 'NoOpenSite'
  readonly code = 'app/no-open-site'
  readonly remedy = 'Open the site with its passphrase, then go on.'
}

/** Somebody else has the site open; this window only looks at it. */
export class SiteReadOnly extends ExpectedError {
  override readonly name = 'SiteReadOnly'
  readonly code = 'site/read-only'
  readonly remedy = 'Ask them to close the site, then open it with its passphrase.'
}

/** Showing a password asks for an unlock that is not long ago. */
export class UnlockTooOld extends ExpectedError {
  override readonly name = 'UnlockTooOld'
  readonly code = 'vault/unlock-too-old'
  readonly remedy = 'Lock the site, open it with its passphrase, and show the password within 5 minutes.'
}

/** The file that was given as the root of trust is no certificate. */
export class RootUnreadable extends ExpectedError {
  override readonly name = 'RootUnreadable'
  readonly code = 'evidence/root-unreadable'
  readonly remedy = 'Choose the .pem file that the signer handed over beside the pack.'
}

/** Nothing of the plan is left that could be tried once more. */
export class NothingToRetry extends ExpectedError {
  override readonly name = 'NothingToRetry'
  readonly code = 'fix/nothing-to-retry'
  readonly remedy = 'Make a new plan: it shows what can still be fixed.'
}

/** A company file has to be open for this. */
export class NoCompanyOpen extends ExpectedError {
  override readonly name = 'NoCompanyOpen'
  readonly code = 'evidence/no-company-open'
  readonly remedy = 'Open the file of the company with its passphrase, then do it again.'
}

/** A file that a person chose cannot be read, or its place cannot be written to. */
export class FileTrouble extends ExpectedError {
  override readonly name = 'FileTrouble'
  readonly code = 'app/file-trouble'
  readonly remedy =
    'Choose another file or place. On a removable disk: check that it is plugged in and not write-protected.'
}

/** Approved work goes on behind the lock of another site. */
export class WorkBehindLock extends ExpectedError {
  override readonly name = 'WorkBehindLock'
  readonly code = 'app/work-behind-lock'
  readonly remedy = 'Unlock that site to watch its work or to end it, or wait until it has ended.'
}
