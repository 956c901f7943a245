import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { recordDevice } from '../../electron/engine/recording/record-device.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { type Recording, recordingIndex } from '../../electron/model/recording.ts'
import { Secret } from '../../electron/model/secret.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type LineUpEntry, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { replayRecording } from '../../electron/practice/replay/replay-device.ts'
import { never, newSite, passphrase, sessionOptions, withoutFigures } from './site-fixture.ts'

const quiet = () => undefined
const password = 'Qx7-marked-word.42'
const ntpServers = ['127.77.255.123']

/** Whatever tells this simulated device from another one of its model. */
function privateOf({ state }: PracticeDevice): readonly string[] {
  const { serial, mac } = state.identity as { serial: string; mac: string }
  const bare = mac.replaceAll(':', '')
  const texts = [mac, bare, mac.replaceAll(':', '-'), serial, state.hostname.name, state.location, password]
  return texts.filter((text) => text.length >= 4)
}

const formsOf = (text: string): readonly string[] => [
  text,
  text.toLowerCase(),
  text.toUpperCase(),
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  Buffer.from(text).toString('hex'),
]

async function assessedAgain(scope: readonly string[], login: { username: string; password: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'fieldseal-test-'))
  const site = { ...newSite({ ntpServers, neededProtocols: [] }), practice: false }
  const session = await SiteSession.create(join(folder, 'site.fieldseal'), Secret.of(passphrase), site, sessionOptions)
  try {
    session.confirmScope({ targets: [...scope], interfaces: [], excluded: [] })
    session.logins.add(null, { username: login.username, password: Secret.of(login.password) })
    await session.discover({ pace: 'fast', signal: never(), on: quiet })
    await session.assess({ devices: null, signal: never(), on: quiet })
    const devices = session.devices()
    return { devices, findings: devices.flatMap(({ id }) => session.findings(id).asLeft) }
  } finally {
    session.close()
    rmSync(folder, { recursive: true })
  }
}

const kinds: readonly (readonly [string, LineUpEntry])[] = [
  ['generic ONVIF', { personality: 'onvif-camera', model: 'FLEXIDOME indoor 5100i IR' }],
  ['Axis', { personality: 'onvif-camera', model: 'M5525-E' }],
  ['Hikvision', { personality: 'hikvision-camera' }],
  ['Dahua', { personality: 'dahua-camera' }],
  ['Hanwha', { personality: 'onvif-camera', model: 'QNV-C8012' }],
]

describe.each(kinds)('a recording of a %s camera', (name, entry) => {
  const isFirst = name === kinds[0]?.[0]
  const out = mkdtempSync(join(tmpdir(), 'recording-'))
  afterAll(() => rmSync(out, { recursive: true }))

  it('holds nothing private, and replays to the same findings', async () => {
    const practice = await startPracticeSite({ devices: 1, ports: 'high', seed: 'record', lineUp: [entry] })
    const [scope = ''] = practice.scope
    const simulated = practice.device(scope)
    for (const list of [simulated.state.users, simulated.state.webUsers ?? [], simulated.state.rtspUsers ?? []])
      for (const user of list) if (user.level === 'Administrator') user.password = password
    const username = simulated.login().username
    const secrets = privateOf(simulated)
    let recording: Recording
    try {
      recording = await recordDevice({
        target: scope,
        interfaces: [],
        out,
        login: { username, password: Secret.of(password) },
        ntpServers,
        pace: 'fast',
        session: sessionOptions,
        signal: never(),
        on: quiet,
      })
    } finally {
      await practice.close()
    }

    const files = readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')] as const)
    expect(files.length).toBe(recording.exchanges.length + 1)
    expect(recording.exchanges.length).toBeGreaterThan(30)
    const held = files.flatMap(([name, text]) =>
      secrets.flatMap((secret) => (formsOf(secret).some((form) => text.includes(form)) ? [`${name}: ${secret}`] : [])),
    )
    expect(held).toEqual([])
    const whole = files.map(([, text]) => text).join('\n')
    expect(whole.includes('127.0.0.1')).toBe(false)
    expect(/"(?:authorization|cookie)"|<(?:\w+:)?UsernameToken/i.test(whole)).toBe(false)

    const [own] = recording.logins
    expect(own).toMatchObject({ username })
    expect(own?.password).toHaveLength(password.length)
    const replay = await replayRecording(out)
    try {
      const again = await assessedAgain(replay.scope, own ?? { username: '', password: '' })
      expect(again.devices.map(({ driver, identity }) => [driver, identity.manufacturer, identity.model])).toEqual([
        [recording.device.driver, recording.device.manufacturer, recording.device.model],
      ])
      const compared = (findings: readonly { item: string; outcome: string; observed: string }[]) =>
        findings.map(({ item, outcome, observed }) => `${item} ${outcome} ${withoutFigures(observed)}`).toSorted()
      const here = again.findings.map((finding) => ({
        ...finding,
        observed: finding.observed.replaceAll(replay.address, recording.device.address),
      }))
      expect(compared(here)).toEqual(compared(recording.findings))

      if (!isFirst) return
      const refused = await assessedAgain(replay.scope, { username, password: 'no-such-word.13' })
      expect(refused.findings.filter(({ outcome }) => outcome === 'pass').length).toBeLessThan(
        again.findings.filter(({ outcome }) => outcome === 'pass').length,
      )
      const { port } = JSON.parse(readFileSync(join(out, recording.exchanges[0] ?? ''), 'utf8')) as { port: number }
      expect((await fetch(`http://${replay.address}:${port}/never-asked`)).status).toBe(404)
    } finally {
      await replay.close()
    }
    expect(JSON.parse(readFileSync(join(out, recordingIndex), 'utf8'))).toEqual(recording)
  }, 120_000)
})
