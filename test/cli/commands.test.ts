import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { runCli, startCli } from './run-cli.ts'

describe('the command line', () => {
  let practice: PracticeSite
  let folder: string
  let site: string
  let pack: string
  let scope: string[]
  beforeAll(async () => {
    practice = await startPracticeSite({ devices: 4, seed: 'command line', ports: 'auto' })
    folder = mkdtempSync(join(tmpdir(), 'fieldseal-cli-'))
    site = join(folder, 'site.fieldseal')
    pack = join(folder, 'pack.asice')
    scope = practice.scope.flatMap((target) => ['--scope', target])
  })
  afterAll(async () => {
    await practice.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('discovers without a site file, with the shape that scripts rely on', async () => {
    const end = await runCli(['discover', ...scope, '--interface', '127.0.0.1', '--profile', 'fast', '--json'])
    expect(end.code).toBe(0)
    const { devices, conflicts, unanswered } = end.json() as unknown as Record<string, { address: string }[]>
    expect(conflicts).toEqual([])
    expect(Array.isArray(unanswered)).toBe(true)
    expect(devices?.map(({ address }) => address).sort()).toEqual(practice.devices.map(({ address }) => address).sort())
    expect(Object.keys(devices?.[0] ?? {})).toEqual(
      expect.arrayContaining(['address', 'vendor', 'model', 'firmware', 'class', 'serial', 'driver']),
    )
  })

  it('walks discover, assess, fix and seal over one site file, with the exit codes of the contract', async () => {
    const found = await runCli([
      'discover',
      '--site',
      site,
      ...scope,
      '--pace',
      'fast',
      '--ntp',
      '127.0.0.123',
      '--json',
    ])
    expect(found.code).toBe(0)
    const assessed = await runCli(['assess', '--site', site, '--json'])
    expect(assessed.code).toBe(1)
    const { devices, outcomes } = assessed.json() as unknown as {
      devices: { address: string; findings: { item: string; outcome: string; observed: string; expected: string }[] }[]
      outcomes: Record<string, number>
    }
    expect(devices).toHaveLength(4)
    expect(devices[0]?.findings.map(({ item }) => item)).toContain('ACC-01')
    expect(outcomes.fail).toBeGreaterThan(0)

    const planned = await runCli(['fix', '--site', site, '--plan', '--json'])
    expect(planned.code).toBe(0)
    const { plan } = planned.json() as unknown as { plan: { changes: { fix: string; state: string }[] } }
    expect(plan.changes.length).toBeGreaterThan(0)
    expect(new Set(plan.changes.map(({ state }) => state))).toEqual(new Set(['planned']))

    const fixed = await runCli(['fix', '--site', site, '--apply', '--json'])
    const { changes, outcomes: after } = fixed.json() as unknown as {
      changes: { state: string }[]
      outcomes: Record<string, number>
    }
    expect(changes.some(({ state }) => state === 'fixed')).toBe(true)
    expect(after.fixed).toBeGreaterThan(0)
    expect(fixed.code).toBe((after.fail ?? 0) > 0 ? 1 : 3)

    const sealed = await runCli(['seal', '--site', site, '--out', pack, '--json'])
    expect(sealed.code).toBe(0)
    expect(statSync(pack).size).toBe((sealed.json() as unknown as { sizeBytes: number }).sizeBytes)
  }, 60_000)

  it('verifies the pack with its root and exits 4 on one changed byte', async () => {
    const root = join(folder, 'pack.root.pem')
    const good = await runCli(['verify', pack, '--root', root, '--json'])
    expect(good.code).toBe(0)
    expect(good.json()).toMatchObject({ valid: true, reasons: [], sequence: 1 })
    const bytes = readFileSync(pack)
    const at = Math.floor(bytes.length / 2)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const changed = join(folder, 'changed.asice')
    writeFileSync(changed, bytes)
    const bad = await runCli(['verify', changed, '--root', root, '--json'])
    expect(bad.code).toBe(4)
    expect((bad.json() as unknown as { valid: boolean }).valid).toBe(false)
  })

  it.each([
    [
      'a wrong passphrase',
      () => ['assess', '--site', site],
      { FIELDSEAL_PASSPHRASE: 'wrong' },
      5,
      'store/wrong-passphrase',
    ],
    ['a scope over a /16', () => ['discover', '--scope', '127.0.0.0/8'], {}, 5, 'scope/too-large'],
    ['a scope that is no address', () => ['discover', '--scope', 'camera-7'], {}, 5, 'scope/malformed'],
    ['no scope at all', () => ['discover'], {}, 2, 'usage/invalid'],
    ['neither --plan nor --apply', () => ['fix', '--site', site], {}, 2, 'usage/invalid'],
    ['a pack that is not there', () => ['verify', join(folder, 'none'), '--root', 'none'], {}, 2, 'usage/invalid'],
  ] as const)('refuses %s with a code and a remedy, once', async (_, args, env, code, problem) => {
    const end = await runCli([...args(), '--json'], env)
    expect(end.code).toBe(code)
    expect(end.json()).toMatchObject({ problem: { code: problem, remedy: expect.stringMatching(/\w/) } })
    expect(end.stderr.split(`[${problem}]`)).toHaveLength(2)
  })

  it.each([
    ['seal', '--out', 'x.asice'],
    ['export', '--format', 'csv', '--out', 'x.csv'],
    ['fix', '--plan'],
    ['drift'],
    ['gaps'],
    ['waive', '--list'],
    ['backup', '--device', 'x', '--out', 'x.zip'],
    ['segmentation', '--interface', '127.0.0.1', '--yes'],
  ])('makes no site file for a mistyped --site of %s', async (command, ...args) => {
    const typo = join(folder, 'typo.fieldseal')
    const end = await runCli([command, '--site', typo, ...args, '--json'])
    expect(end.code).toBe(2)
    expect(end.json()).toMatchObject({ problem: { code: 'usage/invalid', message: expect.stringContaining('typo') } })
    expect(existsSync(typo)).toBe(false)
  })

  it('refuses a checklist that nobody knows before a new site is made', async () => {
    const fresh = join(folder, 'fresh.fieldseal')
    const end = await runCli(['assess', '--site', fresh, '--checklist', 'nonsense', '--json'])
    expect(end.code).toBe(2)
    expect(end.json()).toMatchObject({
      problem: { code: 'usage/invalid', remedy: expect.stringContaining('baseline') },
    })
    expect(existsSync(fresh)).toBe(false)
  })

  it('exits 2 on words that it does not know', async () => {
    expect((await runCli(['hack'])).code).toBe(2)
    expect((await runCli(['assess'])).code).toBe(2)
    expect((await runCli(['--help'])).code).toBe(0)
  })

  it('refuses a damaged site file and leaves it as it is', async () => {
    const damaged = join(folder, 'damaged.fieldseal')
    const bytes = readFileSync(site)
    bytes.fill(0, 5_000, 9_000)
    writeFileSync(damaged, bytes)
    const end = await runCli(['assess', '--site', damaged, '--json'])
    expect(end.code).not.toBe(0)
    expect((end.json() as unknown as { problem: { code: string } }).problem.code).toMatch(/^store\//)
    expect(readFileSync(damaged).equals(bytes)).toBe(true)
  })

  it('says the version, the date and the age of the firmware catalog', async () => {
    const end = await runCli(['catalog', 'status', '--json'])
    expect(end.code).toBe(0)
    expect(end.json()).toMatchObject({
      version: expect.any(Number),
      products: expect.any(Number),
      ageDays: expect.any(Number),
    })
    const known = await runCli([
      'catalog',
      'check',
      'DS-2CD2142FWD-I',
      'V5.4.1 build 160525',
      '--vendor',
      'Hikvision',
      '--json',
    ])
    expect(known.code).toBe(1)
  })

  it('runs a practice site until it is told to end, and prints scope and devices first', async () => {
    const child = startCli(['practice', '--devices', '3', '--network', '127.119', '--json'])
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
    const first = await new Promise<string>((resolve) => lines.once('line', resolve))
    const said = JSON.parse(first) as { scope: string[]; devices: Record<string, unknown>[] }
    expect(said.scope.length).toBeGreaterThan(0)
    expect(said.devices).toHaveLength(3)
    expect(Object.keys(said.devices[0] ?? {})).toEqual(
      expect.arrayContaining(['address', 'vendor', 'model', 'firmware', 'class', 'serial', 'username', 'password']),
    )
    child.kill('SIGINT')
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  })
})
