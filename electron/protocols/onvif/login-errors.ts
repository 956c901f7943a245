import { CredentialsRefused } from '../../model/credentials-refused.ts'

/** A login was refused, and the clock may be the reason: nothing is known about the password. */
export class ClockUnknown extends CredentialsRefused {}

/**
 * A fresh login was refused for a reason besides the password, and the memory of the client now knows better. One more attempt,
 * counted as one, may be let in.
 */
export class LoginUndecided extends CredentialsRefused {}
