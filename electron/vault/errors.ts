import { ExpectedError } from '../model/errors.ts'

const remedies = {
  'vault/absent': 'The creation of this site was interrupted. Create the site again under another name.',
  'vault/exists': 'Open the site instead.',
  'vault/wrong-passphrase': 'Type the passphrase again. If you are sure of it, the beginning of the file is damaged.',
  'vault/passphrase-empty': 'Type a passphrase of at least 12 characters.',
  'vault/kdf-refused': 'Do not use this file: it was not written by Fieldseal, or it was changed.',
  'vault/locked': 'Unlock the site with its passphrase.',
  'vault/damaged': 'Restore a backup of the site file. The passwords can be recovered from the .fieldseal-vault file.',
  'vault/in-use': 'Close the other window or command that has this site open, then try again.',
  'vault/journal-exists':
    'An earlier site of that name left its passwords here. Recover them, or move that file away, then create the site again.',
  'vault/journal-missing':
    'Put the .fieldseal-vault file back beside the site file. If it is lost, open the site with a new one: the site file holds every password too.',
  'vault/journal-damaged':
    'Take a copy of both files. Then open the site with a new password journal: the damaged one is kept beside it, and everything readable in it is taken over.',
  'vault/journal-rolled-back':
    'Put the newest .fieldseal-vault file back beside the site file. If it is lost, open the site with a new one: the site file holds every password too.',
  'vault/journal-unwritable':
    'Free some space, or move the site to a disk that you may write to, then open the site again. Nothing was sent to the device.',
  'vault/unresolved-change':
    'Assess the device again: the new password is tried once, then the old one. Both are safe in the vault.',
  'vault/key-file-exists': 'Name a file that is not there yet. Keys are never written over by a new one.',
  'vault/key-file-unreadable': 'Check the path, or take the backup of the file.',
  'vault/key-file-unwritable': 'Free some space, or name a folder that you may write to. The file is as it was.',
  'vault/handover-damaged': 'Make the password file again. If it stays, keep the site file: every password is in it.',
  'vault/handover-unresolved':
    'Assess the devices that are named, so that their password is proven, then make the password file again. If one is gone or was exchanged, say so beside its password on its page, or with fieldseal unresolved.',
  'vault/change-in-progress': 'Wait until the running password change is proven, then lock.',
} as const

export type VaultErrorCode = keyof typeof remedies

/** The vault cannot do what was asked; no password was lost and none was sent. */
export class VaultError extends ExpectedError {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode
  readonly remedy: string

  constructor(code: VaultErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.remedy = remedies[code]
  }
}
