import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { PracticeUser } from '../../electron/practice/device-state.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { passwordJournalOf } from '../../electron/vault/password-journal.ts'
import { recoverPasswords } from '../../electron/vault/recover.ts'
import { administrator, never, passphrase, SiteFixture, sessionOptions } from './site-fixture.ts'

const steps = ['intent', 'sent', 'verified', 'committed'] as const
const quiet = () => undefined

describe('a process that is killed at a step of a password change', () => {
  let site: SiteFixture
  let simulated: PracticeDevice
  let users: readonly PracticeUser[]
  let webUsers: readonly PracticeUser[] | null
  beforeAll(async () => {
    site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera', ports: 'standard', seed: 'steps' })
    const [info] = site.practice.devices
    if (info === undefined) throw new Error('no device')
    simulated = site.practice.device(info.address)
    Object.assign(simulated.faults, noFaults())
    await site.discover()
    await site.assess()
    users = structuredClone(simulated.state.users)
    webUsers = structuredClone(simulated.state.webUsers)
    site.session.close()
  }, 60_000)
  afterAll(() => site.stop())

  it.each(steps.flatMap((step) => (['before', 'after'] as const).map((when) => [when, step] as const)))(
    'loses nothing right %s "%s" is on disk, locks nothing, and the next one settles it and finishes',
    async (when, step) => {
      const file = join(site.folder, `${step}-${when}.fieldseal`)
      copyFileSync(site.file, file)
      copyFileSync(passwordJournalOf(site.file), passwordJournalOf(file))
      simulated.state.users = structuredClone(users) as PracticeUser[]
      simulated.state.webUsers = structuredClone(webUsers) as PracticeUser[] | null
      simulated.passTime(31 * 60_000)
      const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-at-step-process.ts'), file, step, when])
      const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
      expect(signal).toBe('SIGKILL')

      const { passwords } = await recoverPasswords(passwordJournalOf(file), Secret.of(passphrase))
      const held = passwords.map(({ password }) => password.reveal())
      const known = [...users, ...(webUsers ?? [])].map(({ password }) => password)
      for (const { password } of [...simulated.state.users, ...(simulated.state.webUsers ?? [])])
        expect([...held, ...known]).toContain(password)

      const session = await SiteSession.open(file, Secret.of(passphrase), sessionOptions)
      try {
        const [device] = session.devices()
        if (device === undefined) throw new Error('no device')
        simulated.passTime(31 * 60_000)
        await session.assess({ devices: null, signal: never(), on: quiet })
        expect(session.logins.unresolved()).toBe(0)
        const plan = await session.plan({
          devices: null,
          checks: ['default-logins-refused', 'password-changes-proven', 'passwords-unique'],
          signal: never(),
          on: quiet,
        })
        await session.apply(plan, { signal: never(), on: quiet, onChange: quiet })
        const { username, password } = administrator(simulated)
        expect(session.logins.reveal(device.id, username).reveal()).toBe(password)
        const outcome = session.findings(device.id).asLeft.find(({ item }) => item === 'ACC-01')?.outcome
        expect(['pass', 'fixed']).toContain(outcome)
        expect(simulated.logins.lockouts).toBe(0)
        for (const change of session.changes()) expect(['planned', 'applying']).not.toContain(change.state)
      } finally {
        session.close()
      }
    },
    120_000,
  )
})
