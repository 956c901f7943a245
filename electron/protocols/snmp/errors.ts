import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { ExpectedError } from '../../model/errors.ts'

/** Nothing was asked: this program cannot do the cryptography of that SNMPv3 user. Says nothing about the device. */
export class SnmpCannotTest extends ExpectedError {
  override readonly name = 'SnmpCannotTest'
  readonly code = 'snmp/cannot-test'
  readonly remedy = 'Give the device an SNMPv3 user with SHA and AES, or check this point by hand.'
}

/** The agent is there and does not serve this user. `reason` tells the technician which entry to correct. */
export class SnmpUserRefused extends CredentialsRefused {
  readonly reason: 'unknown-user' | 'wrong-authentication-key' | 'wrong-privacy-key' | 'security-level' | 'time-window'
  constructor(reason: SnmpUserRefused['reason'], message: string) {
    // A user of SNMP is none of the accounts that a device locks.
    super(message, { shown: null })
    this.reason = reason
  }
}
