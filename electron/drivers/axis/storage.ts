import { ProtocolViolation } from '../../model/errors.ts'
import type { StorageUnit } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import { readXml } from '../../protocols/xml/read-xml.ts'
import type { XmlElement } from '../../protocols/xml/xml-element.ts'
import type { Capability } from '../driver.ts'
import { webRequest } from '../web/web-request.ts'
import { axisManner } from './vapix.ts'

const path = '/axis-cgi/disks/list.cgi?diskid=all'

/** Cards and shares that the device records to. @see VAPIX: /axis-cgi/disks/list.cgi?diskid=all */
export const axisStorage = (): Capability => ({
  fact: 'storage.units',
  async read(device) {
    const request = { method: 'GET', path, manner: axisManner } as const
    const root = readXml((await webRequest(device, request, device.credential('web'))).body)
    if (root.name !== 'root') throw new ProtocolViolation('disks/list.cgi: the device answered something else.')
    return disksIn(root).map(unitOf)
  },
})

const disksIn = ({ children }: XmlElement): readonly XmlElement[] =>
  children.flatMap((child) => (child.name === 'disk' ? [child] : disksIn(child)))

function unitOf({ attributes }: XmlElement): StorageUnit {
  const id = attributes.get('diskid') ?? ''
  const kilobytes = attributes.get('totalsize') ?? ''
  const encrypted = attributes.get('diskencrypted')
  return {
    name: visibleText(id === '' ? 'disk' : id, 64),
    kind: /^SD/i.test(id) ? 'card' : /share/i.test(id) ? 'share' : 'unknown',
    state: stateOf(attributes.get('status') ?? ''),
    capacityBytes: /^\d{1,13}$/.test(kilobytes) && Number(kilobytes) > 0 ? Number(kilobytes) * 1_024 : null,
    encrypted: encrypted === undefined ? null : ['true', 'yes'].includes(encrypted.toLowerCase()),
  }
}

function stateOf(status: string): StorageUnit['state'] {
  switch (status.toLowerCase()) {
    case 'ok':
    case 'connected':
      return 'ok'
    case 'disconnected':
      return 'absent'
    case 'failed':
      return 'failed'
    default:
      return 'unknown'
  }
}
