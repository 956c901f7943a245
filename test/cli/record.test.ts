import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { RecordedExchange, Recording } from '../../electron/model/recording.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type LineUpEntry, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { withoutFigures } from '../engine/site-fixture.ts'
import { runCli, startCli } from './run-cli.ts'

const password = 'Zq8-marked-word.53'
const community = 'marked-community-61'
const ntp = ['--ntp', '127.77.255.123']

interface Case {
  readonly name: string
  readonly entry: LineUpEntry
  readonly policy: 'http-only' | 'https-only'
  readonly over: readonly string[]
}
const cases: readonly Case[] = [
  {
    name: 'a Hikvision camera',
    entry: { personality: 'hikvision-camera' },
    policy: 'http-only',
    over: ['HTTP', 'RTSP', 'SNMP'],
  },
  {
    name: 'an Axis camera that is reached by HTTPS alone',
    entry: { personality: 'onvif-camera', model: 'M5525-E' },
    policy: 'https-only',
    over: ['HTTPS', 'RTSP', 'SNMP'],
  },
]

/** Everything that tells this simulated device and its site from another one. */
function privateOf({ state, address }: PracticeDevice): readonly string[] {
  const { serial, mac, endpointReference } = state.identity
  const bare = mac.replaceAll(':', '')
  const texts = [
    ...[mac, bare, mac.replaceAll(':', '-'), serial, endpointReference, address],
    ...[state.hostname.name, state.location, password, community],
    ...[...state.users, ...(state.webUsers ?? []), ...(state.rtspUsers ?? [])].map((user) => user.password),
  ]
  return texts.flatMap((text) => (text !== null && text.length >= 4 ? [text] : []))
}

/** As text, in every case, and as it would stand in a URL, in Base64 at any of three places, and in hex. */
const formsOf = (text: string): readonly string[] => [
  ...[text, text.toLowerCase(), text.toUpperCase(), encodeURIComponent(text)],
  ...['', 'x', 'xy'].map((before) => {
    const whole = Buffer.from(`${before}${text}`).toString('base64').replace(/=+$/, '')
    // The first and the last letter hold bits of what stands beside.
    return whole.slice(before.length === 0 ? 0 : before.length + 1, -1)
  }),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('hex').toUpperCase(),
]

describe.each(cases)('fieldseal record of $name', ({ entry, policy, over }) => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldseal-record-'))
  const out = join(folder, 'recording')
  afterAll(() => rmSync(folder, { recursive: true }))

  it('writes nothing private, and fieldseal practice --replay answers to the same findings', async () => {
    const practice = await startPracticeSite({
      devices: 1,
      ports: 'standard',
      seed: 'record by command',
      lineUp: [entry],
    })
    const [{ address } = { address: '' }] = practice.devices
    const simulated = practice.device(address)
    const { state } = simulated
    for (const list of [state.users, state.webUsers ?? [], state.rtspUsers ?? []])
      for (const user of list) if (user.level === 'Administrator') user.password = password
    state.settings.snmp = { v1: true, v2c: true, v3: false, readCommunity: 'public', writeCommunity: community }
    state.settings.tls ??= { versions: ['TLSv1.2'] }
    state.settings.httpPolicy = policy
    for (const protocol of state.protocols)
      if (protocol.name !== 'RTSP') protocol.enabled = protocol.name === policy.split('-')[0]?.toUpperCase()
    await simulated.followState()
    const secrets = privateOf(simulated)
    const { username } = simulated.login()
    try {
      const end = await runCli(['record', address, '--out', out, '--username', username, ...ntp, '--json'], {
        FIELDSEAL_DEVICE_PASSWORD: password,
      })
      expect(end.stderr).toBe('')
      expect(end.code).toBe(0)
      expect(end.json()).toMatchObject({ folder: out, exchanges: expect.any(Number), findings: expect.any(Number) })
      expect(end.stdout).not.toContain(password)
    } finally {
      await practice.close()
    }

    const files = readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'latin1')] as const)
    const index = JSON.parse(readFileSync(join(out, 'recording.json'), 'utf8')) as Recording
    expect(files).toHaveLength(index.exchanges.length + 1)
    const held = files.flatMap(([name, text]) =>
      secrets.flatMap((secret) => (formsOf(secret).some((form) => text.includes(form)) ? [`${name}: ${secret}`] : [])),
    )
    expect(held).toEqual([])
    const exchanges = index.exchanges.map(
      (name) => JSON.parse(readFileSync(join(out, name), 'utf8')) as RecordedExchange,
    )
    const answered = exchanges.filter(({ answer }) => answer !== null)
    expect([...new Set(answered.map((exchange) => exchange.over))].sort()).toEqual([...over].sort())

    const replay = startCli(['practice', '--replay', out, '--json'])
    onTestFinished(() => void replay.kill('SIGINT'))
    if (replay.stdout === null) throw new Error('no stdout')
    const first = await createInterface({ input: replay.stdout })[Symbol.asyncIterator]().next()
    const { scope, logins } = JSON.parse(String(first.value)) as { scope: string[]; logins: Recording['logins'] }
    const [own] = logins
    const again = join(folder, 'again.fieldseal')
    const env = { FIELDSEAL_DEVICE_PASSWORD: own?.password ?? '' }
    const scopes = scope.flatMap((target) => ['--scope', target])
    expect((await runCli(['discover', '--site', again, ...scopes, '--pace', 'normal', ...ntp])).code).toBe(0)
    expect((await runCli(['login', '--site', again, '--username', own?.username ?? ''], env)).code).toBe(0)
    const assessed = (await runCli(['assess', '--site', again, '--json'])).json() as unknown as {
      devices: { driver: string; findings: Recording['findings'] }[]
    }
    expect(assessed.devices.map(({ driver }) => driver)).toEqual([index.device.driver])
    const compared = (findings: Recording['findings'], stand: string) =>
      findings
        .map((each) => `${each.item} ${each.outcome} ${withoutFigures(each.observed).replaceAll(stand, 'ADDRESS')}`)
        .toSorted()
    expect(compared(assessed.devices[0]?.findings ?? [], scope[0] ?? '')).toEqual(
      compared(index.findings, index.device.address),
    )
  }, 180_000)
})

it('reads on when whoever it speaks to has gone', async () => {
  const child = startCli(['catalog', 'check', 'M5525-E', '9.80.1'])
  child.stdout?.destroy()
  const said: Buffer[] = []
  child.stderr?.on('data', (part: Buffer) => said.push(part))
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect([code, Buffer.concat(said).toString('utf8')]).toEqual([0, ''])
})
