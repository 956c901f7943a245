import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EventLog } from '../../electron/engine/event-log.ts'
import { handOver } from '../../electron/engine/seal/handover.ts'
import { Secret } from '../../electron/model/secret.ts'
import { readDatabase } from '../../electron/vault/handover.ts'
import { account, at, shown, VaultBench } from '../vault/vault-fixture.ts'

const words = 'words for the customer'

describe('the passwords of a site, for the customer', () => {
  let bench: VaultBench
  let log: EventLog
  beforeEach(() => {
    bench = new VaultBench()
    const visit = bench.site.startVisit(at)
    log = new EventLog(bench.site, bench.site.site().id, visit.id)
  })
  afterEach(() => {
    bench.close()
    rmSync(bench.folder, { recursive: true, force: true })
  })

  const handed = () => handOver({ store: bench.site, vault: bench.vault, log }, Secret.of(words))
  const events = () => bench.site.logPage(bench.site.visits()[0]?.id ?? '', null, 20).map(({ line }) => line)

  it.each([
    ['was only written down', () => undefined],
    ['was sent, and no answer came', (change: ReturnType<VaultBench['begin']>) => change.markSent()],
    [
      'was let in, and the old one was not tried yet',
      (change: ReturnType<VaultBench['begin']>) => {
        change.markSent()
        change.markVerified()
      },
    ],
  ])('are not handed out while one %s', async (_, upTo) => {
    bench.change('proven-password')
    upTo(bench.begin('new-password', 'proven-password'))
    const refusal = await handed().then(
      () => null,
      (error: Error & { code: string }) => error,
    )
    expect(refusal).toMatchObject({ code: 'vault/handover-unresolved' })
    expect(refusal?.message).toContain(account.username)
    expect(refusal?.message).not.toMatch(/proven-password|new-password/)
    expect(events().some((line) => line.includes('passwords.handed-over'))).toBe(false)
    expect(readdirSync(bench.folder).filter((name) => name.endsWith('.kdbx'))).toEqual([])
  })

  const contents = async () => {
    const database = await readDatabase(await handed(), Secret.of(words))
    return [...database.getDefaultGroup().allEntries()].map(({ fields }) => [
      String(fields.get('UserName')),
      String(fields.get('Title')).replace(/^.*?(?=\(|$)/, ''),
      (fields.get('Password') as unknown as { getText(): string }).getText(),
    ])
  }

  it('leave out what no device ever took, and an account of which nothing else is known', async () => {
    bench.change('proven-password')
    bench.begin('never taken', 'proven-password').abandon('the device kept the old password')
    bench.begin('never sent', null, { deviceId: 'd2', username: 'root' }).abandon('it was never sent')
    expect(await contents()).toEqual([['root', '', 'proven-password']])
    expect(bench.vault.candidates({ deviceId: 'd2', username: 'root' })).toHaveLength(1)
  }, 60_000)

  it('are called not proven, each of them, where a person ended the change; and are proven by what is let in since', async () => {
    bench.change('old-password')
    const change = bench.begin('new-password', 'old-password')
    change.markSent()
    change.leaveUnresolved('no answer')
    bench.open()
    bench.vault.resume(account)?.giveUp('the device is gone')
    bench.open()
    expect(bench.vault.unresolved()).toEqual([])
    expect(shown(bench.vault.candidates(account))).toEqual(['new-password candidate', 'old-password committed'])
    log = new EventLog(bench.site, bench.site.site().id, bench.site.visits()[0]?.id ?? '')
    expect(await contents()).toEqual([
      ['root', '(not proven, 1 of 2)', 'new-password'],
      ['root', '(not proven, 2 of 2)', 'old-password'],
    ])
    expect(events().find((line) => line.includes('passwords.handed-over'))).toContain('"accounts":1')
    bench.vault.setCredential(account, Secret.of('old-password'), 'entered')
    expect(shown(bench.vault.candidates(account))).toEqual(['old-password committed', 'new-password superseded'])
  }, 60_000)

  it('are handed out once it is proven, with the earlier one in the history, and the log says so', async () => {
    bench.change('first-password')
    const change = bench.begin('second-password', 'first-password')
    change.markSent()
    await expect(handed()).rejects.toMatchObject({ code: 'vault/handover-unresolved' })
    change.markVerified()
    change.commit()
    const file = join(bench.folder, 'site.kdbx')
    writeFileSync(file, await handed())
    const xml = spawnSync('keepassxc-cli', ['export', '-q', '-f', 'xml', file], {
      input: `${words}\n`,
      encoding: 'utf8',
    })
    expect(xml.stdout.match(/(first|second)-password/g)).toEqual(['second-password', 'first-password'])
    expect(events().find((line) => line.includes('passwords.handed-over'))).toContain('"accounts":1')
    expect(events().join('\n')).not.toMatch(/(first|second)-password/)
  })
})
