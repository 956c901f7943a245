import { createContext } from 'react'
import type { Event } from '../../electron/contract/channels.ts'

/** What the window still knows after a lock: enough to come back to the same place, nothing about the devices. */
export interface LeftSite {
  readonly file: string
  readonly name: string
  readonly path: string
  readonly reason: Event<'locked'>['reason']
}

export const LeftSiteContext = createContext<LeftSite | null>(null)
