import type { Identity } from '../model/device.ts'
import { SnmpAsker } from '../protocols/snmp/asker.ts'
import { makerOfSysObjectId } from '../protocols/snmp/enterprise-numbers.ts'
import { identityOfSysDescr, makerHints, makerQuestion } from '../protocols/snmp/maker-objects.ts'
import type { SnmpEngine } from '../protocols/snmp/message.ts'
import { macOf, type SnmpValue, valueText } from '../protocols/snmp/value.ts'
import { classOfAgent } from './device-class.ts'
import { defineProbe, eachOf, type Heard, type ProbeContext } from './probe.ts'

const snmpPort = 161

/** @see SNMPv2-MIB::system, IF-MIB::ifPhysAddress */
const oids = {
  sysDescr: '1.3.6.1.2.1.1.1.0',
  sysObjectId: '1.3.6.1.2.1.1.2.0',
  firstMac: '1.3.6.1.2.1.2.2.1.6.1',
  secondMac: '1.3.6.1.2.1.2.2.1.6.2',
  /** HIK-DEVICE-MIB: what Hikvision cameras answer instead of the system group. */
  hikvisionType: '1.3.6.1.4.1.39165.1.1.0',
}
const asked = [...new Set([...Object.values(oids), ...makerHints])]

/** Waited for at the same time. Two datagrams out for each. */
const inFlight = 1_024

const login = { version: 'v2c', community: 'public' } as const

/**
 * Finds SNMP agents: by the engine report that a v3 agent gives to anybody, and by what it tells the community `public`. Who
 * answers is asked once more for the objects in which its maker keeps model and firmware. Reads only.
 *
 * @see RFC 3414, section 4; SNMPv2-MIB
 */
export const snmpProbe = defineProbe({
  name: 'snmp',
  async run(context) {
    const { pace, signal, total } = context
    const askers = new Askers(context)
    let done = 0
    try {
      context.progress({ done, total })
      await eachOf(targets(context), inFlight, signal, async ({ address, port, forwardedPort }) => {
        const asker = await askers.for(address)
        const options = { signal, timeoutMs: pace.listenMs, beforeRepeat: context.turn }
        const get = async (wanted: readonly string[], attempts: number) => {
          await context.turn()
          return await asker.get(address, port, login, wanted, { ...options, attempts })
        }
        // Both at once: to silence one wait is enough, and each makes up for the loss of the other.
        const [engine, first] = await Promise.all([
          context.turn().then(() => asker.engine(address, port, { ...options, attempts: 1 })),
          get(asked, pace.snmpAttempts),
        ])
        const answer = first ?? (engine === null ? null : await get(asked, 1))
        done += 1
        if (done % 64 === 0) context.progress({ done, total })
        if (engine === null && answer === null) return
        const values = answer?.values ?? new Map<string, SnmpValue>()
        const question = makerQuestion(values, valueText(values.get(oids.sysObjectId)))
        const more = question === null ? null : await get(question.oids, 2)
        const said = question === null || more === null ? {} : question.read(more.values)
        context.sight(heardOf({ address, port, forwardedPort }, engine, values, said))
      })
      context.progress({ done: total, total })
    } finally {
      askers.close()
    }
    return undefined
  },
})

interface Target {
  readonly address: string
  readonly port: number
  readonly forwardedPort: number | null
}

function* targets({ addresses, forwarded }: ProbeContext): Generator<Target> {
  for (const { address, port } of forwarded) yield { address, port, forwardedPort: port }
  for (const address of addresses()) yield { address, port: snmpPort, forwardedPort: null }
}

/** One socket per family, opened when first needed. */
class Askers {
  readonly #context: ProbeContext
  readonly #open = new Map<boolean, Promise<SnmpAsker>>()

  constructor(context: ProbeContext) {
    this.#context = context
  }

  for(address: string): Promise<SnmpAsker> {
    const ipv6 = address.includes(':')
    const asker = this.#open.get(ipv6) ?? SnmpAsker.open(this.#context.network, { ipv6 })
    this.#open.set(ipv6, asker)
    return asker
  }

  close(): void {
    for (const asker of this.#open.values()) {
      asker.then(
        (open) => open.close(),
        // It never opened; whoever asked for it was told.
        () => undefined,
      )
    }
  }
}

function heardOf(
  { address, port, forwardedPort }: Target,
  engine: SnmpEngine | null,
  values: ReadonlyMap<string, SnmpValue>,
  said: Partial<Identity>,
): Heard {
  const text = (oid: string) => valueText(values.get(oid))
  const sysDescr = text(oids.sysDescr)
  const sysObjectId = text(oids.sysObjectId)
  const hikvision = text(oids.hikvisionType)
  const maker = makerOfSysObjectId(sysObjectId, sysDescr) ?? (hikvision?.includes('-') ? 'Hikvision' : null)
  const mac = macOf(values.get(oids.secondMac)) ?? macOf(values.get(oids.firstMac)) ?? engine?.mac ?? null
  const described = identityOfSysDescr(sysDescr)
  return {
    address,
    forwardedPort,
    ports: { snmp: port, ...(forwardedPort !== null && { http: forwardedPort }) },
    deviceClass: classOfAgent(sysDescr ?? said.model ?? hikvision, maker),
    identity: {
      ...described,
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)),
      manufacturer: maker ?? said.manufacturer ?? described.manufacturer ?? null,
      macs: [...new Set([...(mac === null ? [] : [mac]), ...(said.macs ?? [])])],
    },
    marks: {
      'snmp.sysDescr': sysDescr ?? '',
      'snmp.sysObjectId': sysObjectId ?? '',
      'snmp.engineId': engine?.engineIdHex ?? '',
      'snmp.hikvision': hikvision ?? '',
    },
  }
}
