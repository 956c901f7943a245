import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../../electron/drivers/driver.ts'
import { snmpCommunities, snmpIdentity } from '../../../electron/drivers/snmp/capabilities.ts'
import { snmp } from '../../../electron/drivers/snmp/driver.ts'
import type { Identity } from '../../../electron/model/device.ts'
import { DeviceUnreachable, OutsideScope, ProtocolViolation } from '../../../electron/model/errors.ts'
import type { CommunityTrial } from '../../../electron/model/facts.ts'
import { Secret, type UsmCredential } from '../../../electron/model/secret.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { encodeOid, tag } from '../../../electron/protocols/snmp/ber.ts'
import { SnmpUserRefused } from '../../../electron/protocols/snmp/errors.ts'
import { answerTo, readQuestion } from '../../protocols/snmp/agent-bytes.ts'
import { startFakeAgent } from '../../protocols/snmp/fake-agent.ts'
import { startSnmpd, usmPasswords } from '../../protocols/snmp/start-snmpd.ts'

let agent: Awaited<ReturnType<typeof startSnmpd>>
/** The same without any community. */
let closed: Awaited<ReturnType<typeof startSnmpd>>
beforeAll(async () => {
  agent = await startSnmpd('127.73.11.1')
  closed = await startSnmpd('127.73.11.1', { communities: [] })
})
afterAll(async () => {
  await agent.close()
  await closed.close()
})
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const guard = new ScopeGuard({ targets: ['127.73.11.0/24'], interfaces: [], excluded: [] })
const network = new Network(guard)
const withWait = (ms: number) => new Network(guard, null, null, ms)
/** For agents of this process, which answer at once or never. */
const nearNetwork = withWait(60)
const connection = (address: string, port: number, usm: UsmCredential | null = null): Connection => ({
  network,
  endpoint: { address, forwarded: true, ports: { http: port, snmp: port } },
  signal: new AbortController().signal,
  credential: () => null,
  bearRefusal: () => undefined,
  usm,
  community: null,
  secretWay: null,
  memo: new Map(),
})
const near = ({ address, port }: { readonly address: string; readonly port: number }): Connection => ({
  ...connection(address, port),
  network: nearNetwork,
})
const usm = (user: string, authKey = usmPasswords.auth): UsmCredential => ({
  user,
  authProtocol: 'sha',
  authKey: Secret.of(authKey),
  privProtocol: 'aes',
  privKey: Secret.of(usmPasswords.priv),
})
const identityOf = (device: Connection) => snmpIdentity().read(device) as Promise<Identity>
const communitiesOf = (device: Connection) => snmpCommunities().read(device) as Promise<CommunityTrial>

/** A question of version 3, which shows no community. */
const isDiscovery = (question: Buffer) => question.includes(Buffer.from([0x02, 0x01, 0x03, 0x30]))

type Objects = Readonly<Record<string, string | Buffer>>
/** Answers GET and GETNEXT of one community over v1 and v2c. */
async function speaking(
  objects: Objects,
  options: { community?: string; versions?: number[] } = {},
): Promise<Connection> {
  const { community = 'public', versions = [0, 1] } = options
  const oids = Object.keys(objects).sort((a, b) => {
    const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
    const index = left.findIndex((arc, at) => arc !== right[at])
    return index === -1 ? left.length - right.length : (left[index] ?? 0) - (right[index] ?? -1)
  })
  const row = (oid: string) => {
    const value = objects[oid] ?? ''
    return oid === '1.3.6.1.2.1.1.2.0'
      ? { oid, tag: tag.oid, content: encodeOid(String(value)).subarray(2) }
      : { oid, tag: tag.octetString, content: Buffer.from(value) }
  }
  const bytes = (oid: string) => encodeOid(oid).subarray(2)
  const fake = await startFakeAgent('127.73.11.2', (question) => {
    if (isDiscovery(question)) return []
    const asked = readQuestion(question)
    if (asked.community.toString() !== community || !versions.includes(asked.version)) return []
    const isNext = question.includes(0xa1)
    const found = asked.oids.flatMap((wanted) => {
      if (!isNext) return oids.filter((oid) => bytes(oid).equals(wanted)).map(row)
      const next = oids.find((oid) => Buffer.compare(bytes(oid), wanted) > 0)
      return next === undefined ? [] : [row(next)]
    })
    return [answerTo(question, found, asked.version === 0 && found.length === 0 ? { errorStatus: 2 } : {})]
  })
  closers.push(() => fake.close())
  return near(fake)
}

describe('snmp.communities', () => {
  it("finds that Debian's snmpd answers public over v1 and v2c, and not private", async () => {
    const trial = await communitiesOf(connection(agent.address, agent.port))
    expect(trial.tried).toHaveLength(4)
    expect(trial.answered).toEqual([
      { version: 'v1', name: 'public' },
      { version: 'v2c', name: 'public' },
    ])
    expect(trial.agentSeen).toBe(true)
  })

  it("sees Debian's snmpd by its v3 report when it has no community at all", async () => {
    expect(await communitiesOf(connection(closed.address, closed.port))).toMatchObject({
      answered: [],
      agentSeen: true,
    })
  })

  it('takes silence for no sign of an agent', async () => {
    const fake = await startFakeAgent('127.73.11.3', () => [])
    closers.push(() => fake.close())
    expect(await communitiesOf(near(fake))).toMatchObject({ answered: [], agentSeen: false })
    expect(fake.questions.filter((question) => !isDiscovery(question))).toHaveLength(4 * 3)
  })

  it('asks once where the host says that nobody listens', async () => {
    const gone = await startFakeAgent('127.73.11.3', () => [])
    gone.close()
    const sent: number[] = []
    const socket = Object.create(network, {
      udp: {
        value: async () => {
          const opened = await network.udp()
          const send = opened.send.bind(opened)
          return Object.assign(opened, {
            send: (...datagram: Parameters<typeof send>) => {
              sent.push(datagram[1])
              send(...datagram)
            },
          })
        },
      },
    }) as Network
    const trial = await communitiesOf({ ...connection(gone.address, gone.port), network: socket })
    expect(trial).toMatchObject({ answered: [], agentSeen: false })
    expect(trial.tried).toHaveLength(4)
    expect(sent).toHaveLength(1 + 4)
  })

  it('repeats every question that is not answered, also when the agent is known to be near', async () => {
    const fake = await startFakeAgent('127.73.11.3', (question) => {
      const asked = isDiscovery(question) ? null : readQuestion(question)
      return asked?.version === 1 && asked.community.toString() === 'public' ? [answerTo(question, [])] : []
    })
    closers.push(() => fake.close())
    const trial = await communitiesOf({ ...connection(fake.address, fake.port), network: withWait(20_000) })
    expect(trial).toMatchObject({ answered: [{ version: 'v2c', name: 'public' }], agentSeen: true })
    // Nobody waits twenty seconds for a neighbour; and nothing counts as silent that was asked less than three times.
    const asked = fake.questions.filter((question) => !isDiscovery(question))
    expect(asked).toHaveLength(1 + 3 * 3)
  }, 15_000)

  it('waits longer for an agent that is slow to answer anything', async () => {
    const lateMs = new Map([
      ['1 public', 100],
      // Far more than what the first answer took, which is all that is known by then.
      ['1 private', 700],
    ])
    const given = new Set<string>()
    const fake = await startFakeAgent('127.73.11.3', async (question) => {
      if (isDiscovery(question)) return []
      const { community, version } = readQuestion(question)
      const key = `${version} ${community}`
      const ms = lateMs.get(key)
      if (ms === undefined || given.has(key)) return []
      given.add(key)
      await sleep(ms)
      return [answerTo(question, [])]
    })
    closers.push(() => fake.close())
    const trial = await communitiesOf({ ...connection(fake.address, fake.port), network: withWait(20_000) })
    expect(trial.answered.map(({ name }) => name).toSorted()).toEqual(['private', 'public'])
  }, 15_000)

  it('does not take two lost datagrams for a refusal, and only reads', async () => {
    const counts = new Map<string, number>()
    const fake = await startFakeAgent('127.73.11.3', (question) => {
      if (isDiscovery(question)) return []
      const { community, version } = readQuestion(question)
      const key = `${version} ${community}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      return key === '1 private' && counts.get(key) === 3 ? [answerTo(question, [])] : []
    })
    closers.push(() => fake.close())
    const trial = await communitiesOf(near(fake))
    expect(trial.answered).toEqual([{ version: 'v2c', name: 'private' }])
    const setRequest = 0xa3
    // Tag of the PDU: after version and community.
    expect(fake.questions.every((question) => question[7 + (question[6] ?? 0)] !== setRequest)).toBe(true)
  })

  it('asks nobody outside the scope', async () => {
    await expect(communitiesOf(connection('127.74.11.1', 161))).rejects.toThrow(OutsideScope)
  })
})

describe('identity over SNMP', () => {
  it("reads Debian's snmpd as an SNMPv3 user", async () => {
    const identity = await identityOf(connection(agent.address, agent.port, usm('shaaes')))
    // net-snmp's own number names no maker, and a guess is no identity.
    expect(identity).toMatchObject({ manufacturer: null, model: null, serial: null })
  })

  it('falls back to public when the user of the site is unknown there', async () => {
    const device = await speaking({ '1.3.6.1.2.1.1.1.0': 'Switch', '1.3.6.1.2.1.1.2.0': '1.3.6.1.4.1.40334.1' })
    expect((await identityOf({ ...device, usm: usm('shaaes') })).manufacturer).toBe('Mercury Security')
  })

  it('says why the user was refused when nothing else answers', async () => {
    const device = connection(closed.address, closed.port, usm('shaaes', 'wrong-password'))
    const refused = identityOf({ ...device, network: withWait(250) })
    await expect(refused).rejects.toThrow(SnmpUserRefused)
  })

  it.each<[string, Objects, Partial<Identity>]>([
    [
      'Axis by its sysDescr',
      {
        '1.3.6.1.2.1.1.1.0': ' ; AXIS P1375; Network Camera; 10.1.0; Sep 20 2019 09:11; 775; 1;',
        '1.3.6.1.2.1.1.2.0': '1.3.6.1.4.1.368.1.1',
        '1.3.6.1.2.1.2.2.1.6.1': Buffer.alloc(0),
        '1.3.6.1.2.1.2.2.1.6.2': Buffer.from('accc8e123456', 'hex'),
      },
      {
        manufacturer: 'AXIS',
        model: 'P1375',
        firmware: '10.1.0',
        build: 'Sep 20 2019 09:11',
        hardwareId: '775',
        macs: ['ac:cc:8e:12:34:56'],
      },
    ],
    [
      'a Hikvision camera by its own objects',
      {
        '1.3.6.1.4.1.39165.1.1.0': 'DS-2CD2185FWD-I',
        '1.3.6.1.4.1.39165.1.3.0': 'V5.5.3 build 171025',
        '1.3.6.1.4.1.39165.1.4.0': '44-19-B6-01-02-03',
      },
      {
        manufacturer: 'Hikvision',
        model: 'DS-2CD2185FWD-I',
        firmware: 'V5.5.3',
        build: '171025',
        macs: ['44:19:b6:01:02:03'],
      },
    ],
    [
      'a Hikvision recorder',
      {
        '1.3.6.1.2.1.1.1.0': 'Hikvision company products',
        '1.3.6.1.2.1.1.2.0': '1.3.6.1.4.1.50001',
        '1.3.6.1.4.1.50001.1.3.0': 'DS-7604-123',
        '1.3.6.1.4.1.50001.1.101.0': 'V3.4.92, build 170518',
      },
      { manufacturer: 'Hikvision', serial: 'DS-7604-123', firmware: 'V3.4.92', build: '170518' },
    ],
    [
      'a Dahua recorder',
      {
        '1.3.6.1.2.1.1.1.0': 'DH-NVR4108HS-8P-4KS2',
        '1.3.6.1.2.1.1.2.0': '1.3.6.1.4.1.1004849.3.2.10',
        '1.3.6.1.4.1.1004849.2.1.2.4.0': '3K01234',
        '1.3.6.1.4.1.1004849.2.1.2.5.0': '3.215.0\0',
        '1.3.6.1.4.1.1004849.2.1.2.6.0': 'NVR4108',
      },
      { manufacturer: 'Dahua', serial: '3K01234', firmware: '3.215.0', model: 'NVR4108' },
    ],
    [
      'Hanwha below the number that it names',
      {
        '1.3.6.1.2.1.1.2.0': '1.3.6.1.4.1.36849.1.2.91',
        '1.3.6.1.2.1.1.1.0': 'SAMSUNG iPolis',
        '1.3.6.1.4.1.36849.1.2.91.1.0': 'SNV-6084',
        '1.3.6.1.4.1.36849.1.2.91.2.1.1.0': '3.10',
      },
      { manufacturer: 'Hanwha Vision', model: 'SNV-6084', firmware: '3.10' },
    ],
    [
      'a switch by its chassis',
      {
        '1.3.6.1.2.1.1.1.0': 'Managed Switch',
        '1.3.6.1.2.1.47.1.1.1.1.9.1': '2.1',
        '1.3.6.1.2.1.47.1.1.1.1.11.1': 'SN-1',
        '1.3.6.1.2.1.47.1.1.1.1.12.1': 'Maker',
        '1.3.6.1.2.1.47.1.1.1.1.13.1': 'Model 8',
      },
      { manufacturer: 'Maker', model: 'Model 8', serial: 'SN-1', firmware: '2.1' },
    ],
  ])('reads %s', async (_, objects, expected) => {
    expect(await identityOf(await speaking(objects))).toMatchObject(expected)
  })

  it('is unreachable when nothing answers', async () => {
    await expect(identityOf(near(closed))).rejects.toThrow(DeviceUnreachable)
  })

  it('reads an agent that knows only v1', async () => {
    const device = await speaking(
      { '1.3.6.1.2.1.1.1.0': 'old', '1.3.6.1.2.1.1.2.0': '1.3.6.1.4.1.21701' },
      { versions: [0] },
    )
    expect((await identityOf(device)).manufacturer).toBe('Mobotix')
  })

  it('is malformed when the agent tells nothing at all', async () => {
    await expect(identityOf(await speaking({ '1.3.6.1.2.1.1.5.0': 'name' }))).rejects.toThrow(ProtocolViolation)
  })
})

describe('the SNMP driver', () => {
  it('accepts what has an agent, and nothing else', () => {
    expect(snmp.accepts?.({ marks: { 'snmp.engineId': '80' }, ports: {} })).toBe(true)
    expect(snmp.accepts?.({ marks: {}, ports: { snmp: 161 } })).toBe(true)
    expect(snmp.accepts?.({ marks: { 'http.server': 'x' }, ports: { http: 80 } })).toBe(false)
  })

  it('can write nothing', () => {
    expect(snmp.supports.filter(({ write }) => write !== undefined)).toEqual([])
  })
})
