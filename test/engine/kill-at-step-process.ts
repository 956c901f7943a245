import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import { unpack } from '../../electron/vault/framing.ts'
import { PasswordJournal } from '../../electron/vault/password-journal.ts'
import { never, passphrase, sessionOptions } from './site-fixture.ts'

/** Changes the default passwords of a site, and ends itself at a step: `kill-at-step-process.ts SITE STEP before|after`. */
const [file = '', step, when] = process.argv.slice(2)
const append = PasswordJournal.prototype.append

const session = await SiteSession.open(file, Secret.of(passphrase), sessionOptions)
PasswordJournal.prototype.append = function (payload) {
  const isIt = unpack<{ kind: string }>(payload).facts.kind === step
  if (isIt && when === 'before') process.kill(process.pid, 'SIGKILL')
  append.call(this, payload)
  if (isIt) process.kill(process.pid, 'SIGKILL')
}
const quiet = () => undefined
const plan = await session.plan({ devices: null, checks: ['default-logins-refused'], signal: never(), on: quiet })
await session.apply(plan, { signal: never(), on: quiet, onChange: quiet })
session.close()
