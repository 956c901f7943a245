import { ProtocolViolation } from '../../model/errors.ts'
import type { SnmpSettings } from '../../model/security-facts.ts'
import { isWellKnownCommunity } from '../../model/well-known-communities.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Capability, Connection, WriteOutcome } from '../driver.ts'
import { childElement, childFlag, childText, isapiChange, isapiGet } from './isapi.ts'
import { childNode, needNode } from './xml-document.ts'

const path = '/ISAPI/System/Network/SNMP'

/** @see Hikvision web interface, SNMP page: SNMPv1c, SNMPv2c, SNMPAdvanced */
function snmpOf(root: XmlElement): SnmpSettings {
  const [v1, v2c, v3] = [
    childElement(root, 'SNMPv1c'),
    childElement(root, 'SNMPv2c'),
    childElement(root, 'SNMPAdvanced'),
  ]
  const communities = [v1, v2c].flatMap((part) => [childText(part, 'readCommunity'), childText(part, 'writeCommunity')])
  const told = [v1, v2c].some((part) => childElement(part, 'readCommunity') !== null)
  const writes = [v1, v2c].filter((part) => childElement(part, 'writeCommunity') !== null)
  const versions = { v1: childFlag(v1, 'enabled'), v2c: childFlag(v2c, 'enabled'), v3: childFlag(v3, 'enabled') }
  if (Object.values(versions).every((on) => on === null))
    throw new ProtocolViolation(`${path}: the device does not say which versions of SNMP are on.`)
  return {
    ...versions,
    defaultCommunities: told ? communities.some((name) => name !== null && isWellKnownCommunity(name)) : null,
    writeCommunity: writes.length === 0 ? null : writes.some((part) => childText(part, 'writeCommunity') !== null),
    v3Levels: levelsOf(childElement(v3, 'SNMPUserList')),
  }
}

function levelsOf(users: XmlElement | null): SnmpSettings['v3Levels'] {
  const levels = (users?.children ?? [])
    .filter(({ name }) => name === 'SNMPUser')
    .map((user): SnmpSettings['v3Levels'][number] => {
      const has = (name: string) => !/^(?:none)?$/i.test(childText(user, name) ?? '')
      if (!has('snmpAuthenticationMethod')) return 'noAuthNoPriv'
      return has('snmpPrivacyMethod') ? 'authPriv' : 'authNoPriv'
    })
  return [...new Set(levels)]
}

/** Versions alone: communities are secrets of the site and go back as they were. */
function write(device: Connection, wanted: SnmpSettings): Promise<WriteOutcome> {
  return isapiChange(device, path, ['SNMP'], (document) => {
    for (const [name, on] of [
      ['SNMPv1c', wanted.v1],
      ['SNMPv2c', wanted.v2c],
      ['SNMPAdvanced', wanted.v3],
    ] as const) {
      const part = childNode(document.root, name)
      // What the device does not tell of a version is left as it is.
      if (on !== null && (part !== null || on)) document.setText(needNode(needNode(document.root, name), 'enabled'), on)
    }
  })
}

export const snmpFact: Capability = {
  fact: 'snmp.settings',
  read: async (device) => snmpOf(await isapiGet(device, path, ['SNMP'])),
  write,
}
