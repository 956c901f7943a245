import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Api } from '../../electron/contract/channels.ts'
import { fromWire } from '../../electron/contract/wire.ts'
import { ApiContext } from './api-context.ts'
import { LiveProvider } from './live.tsx'

/** What the preload script put on the window, with the answers as they were before they were made small for the way. */
export function windowApi(): Api {
  const { api } = window as unknown as { readonly api: Api }
  return {
    on: api.on,
    call: async (channel, input) => {
      const answer = await api.call(channel, input)
      return answer.ok ? { ok: true, value: fromWire(channel, answer.value) as typeof answer.value } : answer
    },
  }
}

/** Gives the screens their api, the cache of its answers and the events that keep the cache true. */
export function ApiProvider({ api, children }: { readonly api: Api; readonly children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        // Answers change when main says so; nothing is asked again on focus, and trouble is shown instead of retried.
        defaultOptions: {
          queries: {
            staleTime: Number.POSITIVE_INFINITY,
            retry: false,
            refetchOnWindowFocus: false,
            networkMode: 'always',
          },
        },
      }),
  )
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={client}>
        <LiveProvider>{children}</LiveProvider>
      </QueryClientProvider>
    </ApiContext>
  )
}
