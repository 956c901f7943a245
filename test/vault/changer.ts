import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { Secret } from '../../electron/model/secret.ts'
import { SiteFile } from '../../electron/store/site-file.ts'
import { passwordJournalOf } from '../../electron/vault/password-journal.ts'
import { type PasswordChange, Vault } from '../../electron/vault/vault.ts'

/**
 * Changes the password of a device for ever, until it is killed. The device is a line server on loopback: `set OLD NEW` and
 * `login PASSWORD`, answered with `yes` or `no`, or not at all.
 */
const [file = '', salt = '', databaseKey = '', wrapKey = '', port = ''] = process.argv.slice(2)
const hex = (text: string) => Buffer.from(text, 'hex')
const site = SiteFile.open(file, hex(databaseKey))
const keys = { salt: hex(salt), databaseKey: hex(databaseKey), wrapKey: hex(wrapKey), wipe: () => undefined }
const vault = Vault.open(site.secrets, passwordJournalOf(file), keys)
const account = { deviceId: 'd1', username: 'root' }

function ask(line: string): Promise<'yes' | 'no' | 'no answer'> {
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(`${line}\n`))
    socket.on('data', (answer) => resolve(answer.toString() === 'yes' ? 'yes' : 'no'))
    socket.on('error', () => resolve('no answer'))
    socket.on('close', () => resolve('no answer'))
  })
}

const login = async (password: Secret) => {
  for (;;) {
    const answer = await ask(`login ${password.reveal()}`)
    if (answer !== 'no answer') return answer
  }
}

async function settle(change: PasswordChange): Promise<void> {
  if ((await login(change.newPassword)) === 'yes') {
    change.markVerified()
    if (change.oldPassword !== null && (await login(change.oldPassword)) === 'yes') throw new Error('both work')
    change.commit()
  } else if (change.oldPassword !== null && (await login(change.oldPassword)) === 'yes') {
    change.abandon('the old one works')
  } else throw new Error('PASSWORD LOST: neither works')
}

for (;;) {
  const left = vault.resume(account)
  if (left !== null) {
    await settle(left)
    continue
  }
  const current = vault.candidates(account).find(({ state }) => state === 'committed')?.password
  if (current === undefined) throw new Error('PASSWORD LOST: the vault holds none')
  const change = vault.beginChange({
    account,
    deviceIdentity: 'serial 1',
    pin: null,
    oldPassword: current,
    newPassword: Secret.of(randomBytes(9).toString('base64url')),
    now: new Date().toISOString(),
  })
  change.markSent()
  await ask(`set ${current.reveal()} ${change.newPassword.reveal()}`)
  await settle(change)
}
