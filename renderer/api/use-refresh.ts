import { useQueryClient } from '@tanstack/react-query'
import type { Channel, Input, Output } from '../../electron/contract/channels.ts'
import { queryKey } from './use-query.ts'

/** Puts an answer that an action already brought where the queries look for it. */
export function useRefresh(): <C extends Channel>(channel: C, input: Input<C>, value: Output<C>) => void {
  const client = useQueryClient()
  return (channel, input, value) => {
    client.setQueryData(queryKey(channel, input), value)
  }
}

/** Asks again for everything of these areas. */
export function useForget(): (...areas: readonly string[]) => void {
  const client = useQueryClient()
  return (...areas) => {
    for (const area of areas) void client.invalidateQueries({ queryKey: [area] })
  }
}
