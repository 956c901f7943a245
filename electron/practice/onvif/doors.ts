import { inOrder, integerOf, invalidValue, namespaces, SoapFault, textOf } from '../soap.ts'
import { el, type Markup, type XmlElement } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const mostPerPage = 8

/** One page of a list, in the manner of all PACS services: `Limit`, `StartReference`, `NextStartReference`. */
function page(body: XmlElement, prefix: 'tdc' | 'tac', all: readonly Markup[]): Markup[] {
  const given = inOrder(body, namespaces[prefix], ['Limit', 'StartReference'])
  const limit = given.Limit?.length === 0 ? mostPerPage : integerOf(given.Limit, 'Limit')
  const reference = given.StartReference?.length === 0 ? '0' : textOf(given.StartReference, 'StartReference').trim()
  const start = Number(reference)
  if (!/^\d{1,6}$/.test(reference) || (start > 0 && start >= all.length)) {
    throw invalidValue('ter:InvalidStartReference', 'There is no such place in the list')
  }
  const end = start + Math.min(Math.max(1, limit), mostPerPage)
  return [...(end < all.length ? [el(`${prefix}:NextStartReference`, end)] : []), ...all.slice(start, end)]
}

/** @see ONVIF Door Control, GetDoorInfoList; tdc:DoorInfo */
export function getDoorInfoList({ device, body }: Call): Reply {
  const doors = device.state.doors.map(({ token, name, description }) =>
    el(
      'tdc:DoorInfo',
      [
        el('tdc:Name', name),
        el('tdc:Description', description),
        el('tdc:Capabilities', [], { Access: true, Lock: true, Unlock: true, DoorMonitor: true, Alarm: true }),
      ],
      { token },
    ),
  )
  return { content: page(body, 'tdc', doors) }
}

/** @see ONVIF Door Control, GetDoorState; tdc:DoorState */
export function getDoorState({ device, body }: Call): Reply {
  const token = textOf(inOrder(body, namespaces.tdc, ['Token']).Token, 'Token').trim()
  const door = device.state.doors.find((candidate) => candidate.token === token)
  if (door === undefined) throw new SoapFault('Sender', ['ter:InvalidArgVal', 'ter:NotFound'], 'There is no such door')
  return {
    content: [
      el('tdc:DoorState', [
        el('tdc:DoorPhysicalState', 'Closed'),
        el('tdc:LockPhysicalState', door.mode === 'Unlocked' ? 'Unlocked' : 'Locked'),
        el('tdc:Alarm', door.alarm ?? 'Normal'),
        el('tdc:DoorMode', door.mode ?? 'Locked'),
      ]),
    ],
  }
}

/** @see ONVIF Access Control, GetAccessPointInfoList; tac:AccessPointInfo. Each door has a way in and a way out. */
export function getAccessPointInfoList({ device, body }: Call): Reply {
  const points = device.state.doors.flatMap(({ token, name }) =>
    ['entry', 'exit'].map((side) =>
      el(
        'tac:AccessPointInfo',
        [
          el('tac:Name', `${name} ${side}`),
          el('tac:EntityType', 'tdc:Door'),
          el('tac:Entity', token),
          el('tac:Capabilities', [], { DisableAccessPoint: true, AccessTaken: true }),
        ],
        { token: `${token}-${side}` },
      ),
    ),
  )
  return { content: page(body, 'tac', points) }
}
