import { useEffect, useRef } from 'react'
import type { Event, EventName } from '../../electron/contract/channels.ts'
import { useApi } from './api-context.ts'

/** Hears an event of main while the component is on the screen. */
export function useEvent<E extends EventName>(event: E, listener: (payload: Event<E>) => void): void {
  const api = useApi()
  const newest = useRef(listener)
  useEffect(() => {
    newest.current = listener
  })
  useEffect(() => api.on(event, (payload) => newest.current(payload)), [api, event])
}
