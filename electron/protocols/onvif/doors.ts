import { ProtocolViolation } from '../../model/errors.ts'
import type { Door } from '../../model/security-facts.ts'
import { visibleOrNull, visibleText } from '../../model/visible-text.ts'
import { childrenOf, needChild, needText, textOf, type XmlElement } from '../xml/xml-element.ts'
import type { OnvifClient } from './client.ts'
import { namespaces } from './namespaces.ts'
import { element } from './xml-write.ts'

const { pt, tdc } = namespaces
const mostPages = 64
const mostDoors = 512

/** A door of a controller, without its state. */
export interface DoorInformation {
  /** As it stands: it is sent back to ask for the state. */
  readonly token: string
  readonly name: string | null
}

/**
 * All doors, page by page.
 *
 * @throws {ProtocolViolation} when the list would never end
 * @see ONVIF Door Control, GetDoorInfoList
 */
export async function getDoors(client: OnvifClient): Promise<readonly DoorInformation[]> {
  const doors: DoorInformation[] = []
  const seen = new Set<string>()
  let start: string | null = null
  do {
    const { element: response }: { element: XmlElement } = await client.call({
      service: 'tdc',
      operation: 'GetDoorInfoList',
      children: start === null ? [] : [element('q:StartReference', start)],
    })
    for (const info of childrenOf(response, tdc, 'DoorInfo')) doors.push(informationOf(info))
    start = textOf(response, tdc, 'NextStartReference')
    if (start !== null) {
      if (seen.has(start) || seen.size >= mostPages || doors.length > mostDoors) {
        throw new ProtocolViolation('The list of doors of this device has no end.')
      }
      seen.add(start)
    }
  } while (start !== null)
  return doors
}

function informationOf(info: XmlElement): DoorInformation {
  const token = info.attributes.get('token') ?? ''
  if (token === '' || token.length > 128)
    throw new ProtocolViolation('The device lists a door without a name of its own.')
  // The base type is of the PACS namespace in some firmware.
  return { token, name: visibleOrNull(textOf(info, tdc, 'Name') ?? textOf(info, pt, 'Name'), 64) }
}

const lockedModes = ['Locked', 'Blocked', 'LockedDown', 'DoubleLocked']
const unlockedModes = ['Unlocked', 'Accessed', 'LockedOpen']

/** Reads only: no door is moved. @see ONVIF Door Control, GetDoorState; tdc:DoorMode */
export async function getDoor(client: OnvifClient, { token, name }: DoorInformation): Promise<Door> {
  const { element: response } = await client.call({
    service: 'tdc',
    operation: 'GetDoorState',
    children: [element('q:Token', token)],
  })
  const state = needChild(response, tdc, 'DoorState')
  const mode = needText(state, tdc, 'DoorMode').trim()
  const alarm = textOf(state, tdc, 'Alarm')?.trim() ?? null
  return {
    token: visibleText(token, 128),
    name,
    state: lockedModes.includes(mode) ? 'locked' : unlockedModes.includes(mode) ? 'unlocked' : 'unknown',
    alarm: alarm === null ? null : alarm !== 'Normal',
  }
}
