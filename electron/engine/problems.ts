import type { Identity } from '../model/device.ts'
import { ExpectedError } from '../model/errors.ts'

/** A visit step that needs a confirmed scope was started without one. */
export class ScopeMissing extends ExpectedError {
  override readonly name = 'ScopeMissing'
  readonly code = 'scope/missing'
  readonly remedy = 'Confirm which networks may be touched, then start again.'
}

/** The device that answers is not the one that the site file knows at this address. Nothing is sent to it. */
export class IdentityMismatch extends ExpectedError {
  override readonly name = 'IdentityMismatch'
  readonly code = 'device/identity-mismatch'
  readonly remedy = 'Discover again. If the device was replaced, its old entry stays for the record.'
  /** What the device that answers says of itself; null where nobody asked. */
  readonly said: Identity | null
  constructor(message: string, said: Identity | null = null) {
    super(message)
    this.said = said
  }
}

/** Two things that cannot both be true were heard about this device: it is neither read nor changed. */
export class InConflict extends ExpectedError {
  override readonly name = 'InConflict'
  readonly code = 'device/conflict'
  readonly remedy = 'Give one of the devices another address (or correct its serial), then discover again.'
}

/** Nothing in the product speaks with this device. */
export class NoDriver extends ExpectedError {
  override readonly name = 'NoDriver'
  readonly code = 'device/no-driver'
  readonly remedy = 'Check this device by hand.'
}

/** Whose password opens an interface of the device could not be learned: nothing may be said of its passwords. */
export class LoginUnknown extends ExpectedError {
  override readonly name = 'LoginUnknown'
  readonly code = 'device/login-unknown'
  readonly remedy =
    'Let the interface ask for a login, or enter the one that opens it now. Then assess the device again.'
}

/** The stop rule forbids a further login for now. */
export class StopRule extends ExpectedError {
  override readonly name = 'StopRule'
  readonly code: string = 'device/stop-rule'
  readonly remedy: string = 'Wait 30 minutes, then enter a login that is known to be right.'
}

/** The stop rule forbids a further login until a day has passed. */
export class DayRule extends StopRule {
  override readonly code = 'device/stop-rule-day'
  override readonly remedy: string =
    'Log in once in the web page of the device itself, to be sure of the login. Enter it here when a day has passed since the failed ones, then assess the device again.'
}

/** A password was sent and its proof is missing. Every candidate stays in the vault. */
export class PasswordUnresolved extends ExpectedError {
  override readonly name = 'PasswordUnresolved'
  readonly code = 'password/unresolved'
  readonly remedy: string =
    'Assess this device again: the app tries the new password once, then the old one. Both are safe in the vault.'
}

/** A password change was to be ended on a person's word, of a device that can still be asked. */
export class DeviceStillThere extends ExpectedError {
  override readonly name = 'DeviceStillThere'
  readonly code = 'password/device-there'
  readonly remedy =
    'Assess the device again: it settles the change by itself. If it is gone or was exchanged, discover once more first.'
}

/** The device took a new password and kept only its beginning, which is proven to be in force and is in the vault. */
export class PasswordCutOff extends ExpectedError {
  override readonly name = 'PasswordCutOff'
  readonly code = 'password/cut-off'
  readonly remedy = 'Assess this device and make the plan again: the next password is as long as this device can keep.'
}

/** The device lets every password in: no change of it can be proven, so none is made. */
export class PasswordNotProvable extends ExpectedError {
  override readonly name = 'PasswordNotProvable'
  readonly code = 'password/not-provable'
  readonly remedy = 'Switch authentication on in the web page of the device, or replace it; then assess it again.'
}

/** A device declined a change and kept what it had. */
export class ChangeNotKept extends ExpectedError {
  override readonly name = 'ChangeNotKept'
  readonly code = 'fix/not-kept'
  readonly remedy = 'Make this change by hand in the web page of the device, then assess it again.'
}

/** A device took a change and goes on as before until somebody restarts it: nobody would watch what it does then. */
export class RestartNeeded extends ExpectedError {
  override readonly name = 'RestartNeeded'
  readonly code = 'fix/restart-needed'
  readonly remedy =
    'Make this change in the web page of the device and restart it there, while somebody watches that it comes back. Then assess it again.'
}

/** A plan that was made for another state of the site. */
export class PlanOutdated extends ExpectedError {
  override readonly name = 'PlanOutdated'
  readonly code = 'fix/plan-outdated'
  readonly remedy = 'Make the plan again and look at it before you apply it.'
}

/** A new site would have to write over the passwords of an older one. */
export class JournalInTheWay extends ExpectedError {
  override readonly name = 'JournalInTheWay'
  readonly code = 'vault/journal-exists'
  readonly remedy = 'Choose another name for the new site. The old file holds device passwords: keep it.'
}

/** A signed certificate that is not the answer to what a device asked for, or a device that asks for none. Nothing was sent. */
export class CertificateRefused extends ExpectedError {
  override readonly name = 'CertificateRefused'
  readonly code = 'certificate/refused'
  readonly remedy =
    'Make a request on the device, have exactly that one signed, and install the certificate that comes back.'
}

/** A copy of a configuration was asked for, and none is kept. */
export class NoCopy extends ExpectedError {
  override readonly name = 'NoCopy'
  readonly code = 'config/no-copy'
  readonly remedy = 'Fix item BCK-01 of the device first: the app then fetches a copy and keeps it encrypted.'
}

/** Fixes were asked for before anything was looked at. */
export class NothingAssessed extends ExpectedError {
  override readonly name = 'NothingAssessed'
  readonly code = 'visit/nothing-assessed'
  readonly remedy = 'Discover and assess the site first.'
}

/** An id that no device of this site has. */
export class UnknownDevice extends ExpectedError {
  override readonly name = 'UnknownDevice'
  readonly code = 'visit/unknown-device'
  readonly remedy = 'Choose a device of the list of this site.'
}
