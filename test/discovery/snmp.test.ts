import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { snmpProbe } from '../../electron/discovery/snmp.ts'
import { encodeOid, tag } from '../../electron/protocols/snmp/ber.ts'
import { answerTo, readQuestion } from '../protocols/snmp/agent-bytes.ts'
import { startFakeAgent } from '../protocols/snmp/fake-agent.ts'
import { startSnmpd } from '../protocols/snmp/start-snmpd.ts'
import { discover } from './discover.ts'

let agent: Awaited<ReturnType<typeof startSnmpd>>
beforeAll(async () => {
  agent = await startSnmpd('127.73.10.1')
})
afterAll(() => agent.close())
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Answers v2c with these objects and nothing else. */
const speaking = async (
  port: number,
  objects: readonly { readonly oid: string; readonly tag: number; readonly content: Buffer }[],
) => {
  const fake = await startFakeAgent(
    '127.73.10.2',
    (question) => {
      // A v3 question is not for this agent.
      if (question.includes(Buffer.from([0x02, 0x01, 0x03, 0x30]))) return []
      const { oids } = readQuestion(question)
      return [
        answerTo(
          question,
          objects.filter(({ oid }) => oids.some((asked) => encodeOid(oid).subarray(2).equals(asked))),
        ),
      ]
    },
    port,
  )
  closers.push(() => fake.close())
  return fake
}
const text = (oid: string, value: string) => ({ oid, tag: tag.octetString, content: Buffer.from(value) })

describe('the SNMP probe', () => {
  it("finds Debian's snmpd behind HOST:PORT by its engine and by what it tells to public", async () => {
    const { sightings, unanswered } = await discover([snmpProbe], [`${agent.address}:${agent.port}`])
    expect(sightings).toHaveLength(1)
    expect(sightings[0]).toMatchObject({
      probe: 'snmp',
      address: agent.address,
      forwardedPort: agent.port,
      ports: { snmp: agent.port, http: agent.port },
      deviceClass: 'camera',
      marks: {
        'snmp.sysDescr': 'Debian network camera peer',
        'snmp.sysObjectId': '1.3.6.1.4.1.8072.3.2.10',
        'snmp.engineId': expect.stringMatching(/^80001f88/),
      },
    })
    // net-snmp runs on everything: its number says nothing about the maker.
    expect(sightings[0]?.identity.manufacturer).toBeUndefined()
    expect(unanswered).toEqual([])
  })

  it('knows a Hikvision camera that has neither sysDescr nor sysObjectID', async () => {
    const { port } = await speaking(0, [text('1.3.6.1.4.1.39165.1.1.0', 'DS-2CD2185FWD-I')])
    const { sightings } = await discover([snmpProbe], [`127.73.10.2:${port}`])
    expect(sightings[0]).toMatchObject({
      identity: { manufacturer: 'Hikvision' },
      marks: { 'snmp.hikvision': 'DS-2CD2185FWD-I' },
    })
  })

  it('asks the usual port of whole addresses, and reads maker, class and MAC address', async () => {
    await speaking(161, [
      text('1.3.6.1.2.1.1.1.0', ' ; AXIS P1375; Network Camera; 10.1.0; Sep 20 2019; 775; 1;\0'),
      { oid: '1.3.6.1.2.1.1.2.0', tag: tag.oid, content: encodeOid('1.3.6.1.4.1.368.1.1').subarray(2) },
      { oid: '1.3.6.1.2.1.2.2.1.6.2', tag: tag.octetString, content: Buffer.from('accc8e123456', 'hex') },
    ])
    const { sightings, unanswered } = await discover([snmpProbe], ['127.73.10.0/29'])
    expect(sightings).toHaveLength(1)
    expect(sightings[0]).toMatchObject({
      address: '127.73.10.2',
      deviceClass: 'camera',
      ports: { snmp: 161 },
      identity: { manufacturer: 'Axis', macs: ['ac:cc:8e:12:34:56'] },
      marks: { 'oui.vendor': 'Axis Communications AB' },
    })
    expect(unanswered).toHaveLength(5)
  })

  it('goes on when an agent answers with junk', async () => {
    const junk = await startFakeAgent(
      '127.73.10.3',
      () => [Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), Buffer.alloc(0)],
      161,
    )
    closers.push(() => junk.close())
    await speaking(161, [text('1.3.6.1.2.1.1.1.0', 'NVR')])
    const run = await discover([snmpProbe], ['127.73.10.0/29'])
    expect(run.sightings.map(({ address, deviceClass }) => [address, deviceClass])).toEqual([['127.73.10.2', 'nvr']])
    expect(run.last('snmp').state).toBe('done')
  })
})
