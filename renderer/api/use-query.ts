import { useQueryClient, useQuery as useTanstackQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Api, Channel, Input, Output, Problem, Result } from '../../electron/contract/channels.ts'
import type { Area } from '../text/en/area-names.ts'
import { useApi } from './api-context.ts'
import { ProblemThrown } from './problem-thrown.ts'

export type Query<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'problem'; readonly problem: Problem }
  | { readonly status: 'ready'; readonly value: T }

/** The area of a channel, which is what `changed` events name. */
export const areaOf = (channel: Channel): Area => channel.slice(0, channel.indexOf('.')) as Area

export const queryKey = <C extends Channel>(channel: C, input: Input<C>) =>
  [areaOf(channel), channel, input ?? null] as const

/** Asks main once and keeps the answer until main says that its area changed. */
export function useQuery<C extends Channel>(channel: C, input: Input<C>): Query<Output<C>> {
  const { data, error, isPending } = useTanstackQuery(question(useApi(), channel, input))
  if (error instanceof ProblemThrown) return { status: 'problem', problem: error.problem }
  if (error !== null) throw error
  if (isPending) return { status: 'loading' }
  return { status: 'ready', value: data }
}

/** Asks for what the next screen will ask for, so that the answer is on its way while that screen is drawn. */
export function useAhead(): <C extends Channel>(channel: C, input: Input<C>) => void {
  const api = useApi()
  const client = useQueryClient()
  return (channel, input) => void client.prefetchQuery(question(api, channel, input))
}

/** Takes the answer to a question, asked ahead or now, and leaves nothing of it where answers are kept. */
export function useTake(): <C extends Channel>(channel: C, input: Input<C>) => Promise<Result<Output<C>>> {
  const api = useApi()
  const client = useQueryClient()
  return useCallback(
    async (channel, input) => {
      try {
        return { ok: true, value: await client.fetchQuery(question(api, channel, input)) }
      } catch (error) {
        if (!(error instanceof ProblemThrown)) throw error
        return { ok: false, problem: error.problem }
      } finally {
        client.removeQueries({ queryKey: queryKey(channel, input) })
      }
    },
    [api, client],
  )
}

const question = <C extends Channel>(api: Api, channel: C, input: Input<C>) => ({
  queryKey: queryKey(channel, input),
  // Held against each other value by value, thousands of rows take longer than drawing the few that are seen.
  structuralSharing: channel !== 'devices.list',
  queryFn: async (): Promise<Output<C>> => {
    const answer = await api.call(channel, input)
    if (!answer.ok) throw new ProblemThrown(answer.problem)
    return answer.value
  },
})
