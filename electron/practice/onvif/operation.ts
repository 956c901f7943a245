import type { Level } from '../device-state.ts'
import type { PracticeDevice } from '../practice-device.ts'
import type { Markup, XmlElement } from '../xml.ts'

/** @see ONVIF Core, 'Access classes for service requests' and 'Default Access Policy' */
export type AccessClass =
  | 'PRE_AUTH'
  | 'READ_SYSTEM'
  | 'READ_SYSTEM_SECRET'
  | 'WRITE_SYSTEM'
  | 'UNRECOVERABLE'
  | 'READ_MEDIA'

/** Who may, besides administrators. PRE_AUTH asks nobody. */
const alsoAllowed: Readonly<Record<Exclude<AccessClass, 'PRE_AUTH'>, readonly Level[]>> = {
  READ_SYSTEM: ['Operator', 'User'],
  READ_MEDIA: ['Operator', 'User'],
  READ_SYSTEM_SECRET: [],
  WRITE_SYSTEM: [],
  UNRECOVERABLE: [],
}

/** Whether an account of this level may call operations of this class. @see ONVIF Core Specification, Access classes */
export const mayCall = (access: AccessClass, level: Level): boolean =>
  level === 'Administrator' || access === 'PRE_AUTH' || alsoAllowed[access].includes(level)

export type ServicePrefix = 'tds' | 'trt' | 'tdc' | 'tac' | 'trc' | 'tas'

export interface Call {
  readonly device: PracticeDevice
  /** The element of the operation. */
  readonly body: XmlElement
  /** Whether it came through TLS: service addresses are named as the client came. */
  readonly encrypted: boolean
}

export interface Reply {
  /** Children of the response element, in the order of the schema. */
  readonly content: readonly Markup[]
  /** The change that a write asks for. Runs before the answer leaves, unless a fault of the device is in the way. */
  readonly apply?: () => void | Promise<void>
  /** A part beside the envelope, which refers to it. */
  readonly attachment?: { readonly id: string; readonly text: string }
  /** Runs when the answer has left. */
  readonly afterwards?: () => void
}

/** One ONVIF operation. `answer` checks the arguments and throws `SoapFault`; it changes nothing itself. */
export interface Operation {
  readonly service: ServicePrefix
  readonly name: string
  readonly access: AccessClass
  readonly answer: (call: Call) => Reply | Promise<Reply>
}
