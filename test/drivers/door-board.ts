import { onTestFinished } from 'vitest'
import type { Connection, Driver } from '../../electron/drivers/driver.ts'
import type { FactKey, Facts } from '../../electron/model/facts.ts'
import { Secret, type UsmCredential } from '../../electron/model/secret.ts'
import type { PersonalityId } from '../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { Network } from '../../electron/protocols/network.ts'
import { ScopeGuard } from '../../electron/protocols/scope.ts'

/** The device of this maker at an address of its own, with the ports of its protocols. */
export async function practiceBoard(personality: PersonalityId, vendor: string): Promise<PracticeDevice> {
  const site = await startPracticeSite({ devices: 3, personality, ports: 'standard', seed: 'boards' })
  onTestFinished(() => site.close())
  const device = site.devices.map(({ address }) => site.device(address)).find(({ maker }) => maker.vendor === vendor)
  if (device === undefined) throw new Error(`no ${vendor}`)
  return device
}

export function strangerAt(address: string, more: Partial<Connection> = {}): Connection {
  return {
    network: new Network(new ScopeGuard({ targets: [address], interfaces: [], excluded: [] })),
    endpoint: { address, forwarded: false, ports: {} },
    signal: AbortSignal.timeout(20_000),
    credential: () => null,
    bearRefusal: () => undefined,
    usm: null,
    community: null,
    secretWay: 'inside',
    memo: new Map(),
    ...more,
  }
}

export function readFact<K extends FactKey>(driver: Driver, device: Connection, fact: K): Promise<Facts[K]> {
  const capability = driver.supports.findLast((entry) => entry.fact === fact)
  if (capability === undefined) throw new Error(`${driver.id} does not read ${fact}`)
  return capability.read(device) as Promise<Facts[K]>
}

export function usmOf({ state }: PracticeDevice): UsmCredential {
  const [user] = state.snmp?.users ?? []
  if (user === undefined) throw new Error('no SNMPv3 user')
  return {
    user: user.name,
    authProtocol: 'sha',
    authKey: Secret.of(user.authKey),
    privProtocol: 'aes',
    privKey: Secret.of(user.privKey),
  }
}
