import { type Identity, noIdentity } from '../../model/device.ts'
import { DeviceUnreachable, ProtocolViolation } from '../../model/errors.ts'
import { macText } from '../../protocols/mac-text.ts'
import type { SnmpReader } from '../../protocols/snmp/reader.ts'
import { macOf, valueText } from '../../protocols/snmp/value.ts'
import { surveyTls } from '../../protocols/tls/survey.ts'
import type { Capability, Connection } from '../driver.ts'
import { isClosed, readHttpPolicy } from '../onvif/web-security.ts'
import { readOverSnmp } from '../snmp/capabilities.ts'

const sysDescr = '1.3.6.1.2.1.1.1.0'
const sysName = '1.3.6.1.2.1.1.5.0'
const ifPhysAddress = '1.3.6.1.2.1.2.2.1.6'

/** As its agent tells it; a board whose agent is off shows its hardware address in its certificate. */
export const mercuryIdentity = (): Capability => ({
  fact: 'identity',
  async read(device) {
    try {
      return await readOverSnmp(device, fromAgent)
    } catch (error) {
      if (!(error instanceof DeviceUnreachable)) throw error
      const mac = await fromCertificate(device)
      if (mac === null) throw error
      return { ...noIdentity, manufacturer: 'Mercury Security', macs: [mac] }
    }
  },
})

/** `LP1502 Firmware Version 1.29.1 Build 0615`, `LNL-3300 ...`; the name of the system is the model. */
export async function fromAgent(reader: SnmpReader): Promise<Identity> {
  const values = await reader.get([sysDescr, sysName])
  const text = valueText(values.get(sysDescr))
  const [, model, firmware, build] = /^(.*?)\s*Firmware Version\s+([\w.]+)(?:\s+Build\s+(\w+))?/i.exec(text ?? '') ?? []
  const manager = /^(.+?)\s+Configuration Manager/i.exec(text ?? '')?.[1]
  if (model === undefined && manager === undefined) {
    throw new ProtocolViolation('The SNMP agent of this door controller does not describe a board of this maker.')
  }
  const rows = await reader.walk(ifPhysAddress, 8)
  return {
    ...noIdentity,
    manufacturer: 'Mercury Security',
    model: [model, manager, valueText(values.get(sysName))].find((one) => (one ?? '') !== '') ?? null,
    firmware: firmware ?? null,
    build: build ?? null,
    macs: [...new Set(rows.flatMap(({ value }) => macOf(value) ?? []))],
  }
}

/** `CN=MAC000FE5012345,O=Mercury Security Products, LLC` */
async function fromCertificate({ network, endpoint, signal }: Connection): Promise<string | null> {
  const { address, ports, forwarded } = endpoint
  const port = ports.https ?? (forwarded ? null : 443)
  if (port === null) return null
  try {
    const { certificate } = await surveyTls(network, { address, port, signal, timeoutMs: 3_000 })
    return macText(/\bCN=MAC([0-9A-F]{12})\b/i.exec(certificate.subject)?.[1] ?? null)
  } catch (error) {
    if (error instanceof DeviceUnreachable || error instanceof ProtocolViolation) return null
    throw error
  }
}

/**
 * Whether the web module is on, which is to be off in service. Whether the default login is open for the moment depends on a
 * switch on the board (S1-1, for five minutes); nobody can see that without trying, and it is not tried.
 */
export const mercuryServices = (): Capability => ({
  fact: 'network.services',
  async read(device) {
    try {
      await readHttpPolicy(device)
      return [{ name: 'web-admin', enabled: true, writable: false }]
    } catch (error) {
      // Both doors answered that nobody listens.
      if (error instanceof DeviceUnreachable && (await bothClosed(device))) {
        return [{ name: 'web-admin', enabled: false, writable: false }]
      }
      throw error
    }
  },
})

async function bothClosed({ network, endpoint, signal }: Connection): Promise<boolean> {
  for (const port of [endpoint.ports.http ?? 80, endpoint.ports.https ?? 443]) {
    try {
      const socket = await network.connectTcp({ address: endpoint.address, port, signal, timeoutMs: 3_000 })
      socket.destroy()
      return false
    } catch (error) {
      if (!isClosed(error)) return false
    }
  }
  return true
}
