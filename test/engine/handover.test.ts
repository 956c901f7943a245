import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EventLog } from '../../electron/engine/event-log.ts'
import { handOver } from '../../electron/engine/seal/handover.ts'
import { Secret } from '../../electron/model/secret.ts'
import { account, at, VaultBench } from '../vault/vault-fixture.ts'

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
