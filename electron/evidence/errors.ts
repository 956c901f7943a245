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
    'Set the clock of this computer right, then seal again. If it is right already, the certificate has ended: ask the company for a new one, or make a new site file where the site has an authority of its own.'
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

/** A request, a certificate or a list does not fit what it was given for. Nothing was issued or installed. */
export class RequestRefused extends ExpectedError {
  override readonly name = 'RequestRefused'
  readonly code = 'evidence/request-refused'
  readonly remedy = 'Make a new request on the laptop of the technician, and give the company that file.'
}

/** The certificate is for another person than the one who is named for the visit. Nothing was signed. */
export class SignerMismatch extends ExpectedError {
  override readonly name = 'SignerMismatch'
  readonly code = 'evidence/signer-mismatch'
  readonly remedy = 'Put the identity of the technician who did the visit into the site, then seal again.'
}

/** The token that holds the key cannot be used. Nothing was signed. */
export class TokenUnavailable extends ExpectedError {
  override readonly name = 'TokenUnavailable'
  readonly code: 'evidence/token-unavailable' | 'evidence/token-pin' = 'evidence/token-unavailable'
  readonly remedy = 'Plug the token in, check the path of its PKCS#11 library and its PIN, then try again.'
}

/** The key store of the computer that holds the key cannot be used. Nothing was signed, nothing was moved. */
export class KeyStoreUnavailable extends ExpectedError {
  override readonly name = 'KeyStoreUnavailable'
  readonly code = 'evidence/key-store-unavailable'
  readonly remedy =
    'Use the window of Fieldseal on the computer and under the account where the key was made. If that is gone, make a new identity and ask the company for a certificate.'
}

/** A reply of a timestamp authority that proves nothing. It was not kept. */
export class StampRefused extends ExpectedError {
  override readonly name = 'StampRefused'
  readonly code = 'evidence/stamp-refused'
  readonly remedy = 'Check the address and the root certificate of the timestamp authority, then stamp again.'
}

/** A file that was to be stamped or countersigned is no whole pack. It was not changed. */
export class NoPack extends ExpectedError {
  override readonly name = 'NoPack'
  readonly code = 'evidence/no-pack'
  readonly remedy = 'Verify the file first. A pack that was changed cannot be repaired: ask for the original.'
}

/** What the customer or a colleague was to sign cannot be taken as a signature. Nothing was added. */
export class WitnessRefused extends ExpectedError {
  override readonly name = 'WitnessRefused'
  readonly code = 'evidence/witness-refused'
  readonly remedy = 'Give the name of the person who signs, and a drawing as PNG or a key of their own.'
}
