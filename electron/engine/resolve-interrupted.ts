import type { Secret } from '../model/secret.ts'
import type { Knock } from './login.ts'
import { PasswordUnresolved } from './problems.ts'

/**
 * Settles what an earlier crash left open: the new password once, then the old one. Leaves the account alone when neither
 * answer proves where the device stands.
 */
export async function resolveInterrupted({ device, driver, connection, vault, ledger, letIn }: Knock): Promise<void> {
  const [main] = driver.logins
  if (main === undefined) return
  const accounts = vault.unresolved().filter(({ account }) => account.deviceId === device.id)
  for (const { account } of accounts) {
    const { username } = account
    const change = vault.resume(account)
    if (change === null) continue
    const login = async (password: Secret) => {
      const answer = await ledger.authenticate(connection, main, { username, password })
      // Whose answer this is comes before what it means.
      if (answer === 'accepted') await letIn({ username, password })
      return answer
    }
    if ((await login(change.newPassword)) === 'accepted') {
      change.markVerified()
      const oldAnswer = change.oldPassword === null ? 'refused' : await login(change.oldPassword)
      if (oldAnswer === 'accepted')
        throw new PasswordUnresolved(`"${username}" is let in with the new and with the old password.`)
      change.commit()
    } else if (change.oldPassword !== null && (await login(change.oldPassword)) === 'accepted') {
      change.abandon('the device kept the old password')
    } else {
      throw new PasswordUnresolved(`"${username}" is let in neither with the new nor with the old password.`)
    }
  }
}
