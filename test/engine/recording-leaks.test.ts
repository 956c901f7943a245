import { describe, expect, it } from 'vitest'
import { makeRecording, RecordingLeaks } from '../../electron/engine/recording/make-recording.ts'
import { Recorder } from '../../electron/engine/recording/recorder.ts'
import { leakIn, StandIns } from '../../electron/engine/recording/stand-ins.ts'
import { writingsOf } from '../../electron/engine/recording/writings.ts'
import type { Device } from '../../electron/model/device.ts'
import { Secret } from '../../electron/model/secret.ts'

const serial = 'SN&4711-KXQ'
const device: Device = {
  id: '5f0c1f6e-0000-4000-8000-000000000001',
  endpoint: { address: '10.40.12.7', forwarded: false, ports: { http: 80 } },
  identity: {
    manufacturer: 'ACME',
    model: 'Cam 1',
    firmware: '10.12.171.0',
    build: null,
    serial,
    hardwareId: null,
    macs: ['00:11:22:ab:cd:ef'],
  },
  deviceClass: 'camera',
  driver: 'onvif',
  endpointReference: null,
  marks: {},
  firstSeenAt: '2026-03-01T10:00:00.000Z',
  lastSeenAt: '2026-03-01T10:00:00.000Z',
}

function recordingOf(answer: string, part: Partial<Device['identity']> = {}): ReadonlyMap<string, string> {
  const recorder = new Recorder()
  recorder.exchanged({
    over: 'HTTP',
    address: device.endpoint.address,
    port: 80,
    request: { line: 'GET /info', headers: [['Authorization', 'Basic YTpi']], body: Buffer.alloc(0) },
    answer: { line: '200', headers: [['Set-Cookie', 'sid=abcdefgh']], body: Buffer.from(answer) },
    at: '2026-03-01T10:00:00.000Z',
  })
  return makeRecording({
    tool: 'Fieldseal 0',
    device: { ...device, identity: { ...device.identity, ...part } },
    readings: {},
    findings: [],
    recorder,
    ownLogins: [{ username: 'installer-77', password: Secret.of('Geheim.wort-5') }],
    publicLogins: [{ username: 'admin', password: '12345' }],
    now: new Date('2026-03-01T10:00:00.000Z'),
  })
}

const answerOf = (files: ReadonlyMap<string, string>): string =>
  (JSON.parse(files.get('exchange-0001.json') ?? '') as { answer: { body: string } }).answer.body

describe('a recording', () => {
  it.each([
    serial,
    'SN&amp;4711-KXQ',
    'SN%264711-KXQ',
    serial.toLowerCase(),
    Buffer.from(serial).toString('hex'),
    Buffer.from(serial).toString('hex').toUpperCase(),
    ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${serial} and more`).toString('base64')),
  ])('has a stand-in for a serial number that is written as %s', (written) => {
    const answer = answerOf(recordingOf(`x ${written} y`))
    expect(answer).not.toContain(written)
    expect(answer).toMatch(/^x \S+ y$/)
    expect(answer).toHaveLength(written.length + 4)
  })

  it.each(writingsOf(serial))('never holds a serial number that is written as %s, and is refused rather', (written) => {
    try {
      expect([...recordingOf(`x ${written} y`).values()].some((text) => text.includes(written))).toBe(false)
    } catch (error) {
      expect(error).toBeInstanceOf(RecordingLeaks)
    }
  })

  it('puts the same in the place of the same, of the same shape', () => {
    const [first, second] = answerOf(recordingOf(`${serial} ${serial}`)).split(' ')
    expect(first).toBe(second)
    expect(first).toMatch(/^[A-Z]{2}&\d{4}-[A-Z]{3}$/)
  })

  it('keeps the half of a MAC address that names its maker, in every way to write it', () => {
    const [colons, dashes, bare] = answerOf(recordingOf('00:11:22:ab:cd:ef 00-11-22-AB-CD-EF 001122ABCDEF')).split(' ')
    expect(colons).toMatch(/^00:11:22:(?!ab:cd:ef)/)
    expect(dashes).toBe(colons?.toUpperCase().replaceAll(':', '-'))
    expect(bare).toBe(colons?.toUpperCase().replaceAll(':', ''))
  })

  it('replaces private addresses, and takes no firmware version for one', () => {
    const answer = answerOf(recordingOf('firmware=10.12.171.0\ngw=192.168.7.1\nown=10.40.12.7\nmask=255.255.255.0'))
    expect(answer).toContain('firmware=10.12.171.0')
    expect(answer).toContain('mask=255.255.255.0')
    expect(answer).not.toMatch(/192\.168\.7\.1|10\.40\.12\.7/)
  })

  it('keeps no login header, no cookie and no password', () => {
    const text = [...recordingOf('<Password>Geheim.wort-5</Password><User>installer-77</User>').values()].join('\n')
    expect(text).not.toMatch(/Geheim|YTpi|abcdefgh|installer-77/)
  })

  it('is refused when something private is left in it, and names the file and not the value', () => {
    const leaking = () => recordingOf('', { firmware: `1.0 of ${serial}` })
    expect(leaking).toThrow(RecordingLeaks)
    expect(leaking).toThrow(/recording\.json/)
    expect(leaking).not.toThrow(/4711/)
  })
})

describe('the proof', () => {
  it.each(writingsOf(serial))('sees a value that is written as %s', (written) => {
    const standIns = new StandIns([])
    standIns.add(serial)
    expect(leakIn(`before ${written} after`, standIns.originals())).toBe(serial)
    expect(leakIn('before and after', standIns.originals())).toBeNull()
  })
})
