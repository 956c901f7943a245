import type { ReactNode } from 'react'
import type { Channel, Input, Output } from '../../electron/contract/channels.ts'
import { ProblemPanel } from '../components/problem-panel.tsx'
import { text } from '../text/text.ts'
import { areaOf, useQuery } from './use-query.ts'

interface AskedProps<C extends Channel> {
  readonly channel: C
  readonly input: Input<C>
  readonly children: (value: Output<C>) => ReactNode
}

/** Draws its children with the answer of main; until then it says that it waits, and trouble is shown in its place. */
export function Asked<C extends Channel>({ channel, input, children }: AskedProps<C>) {
  const query = useQuery(channel, input)
  switch (query.status) {
    case 'loading':
      return (
        <p className="pad dim" role="status">
          {text.common.loading(text.areaNames[areaOf(channel)])}
        </p>
      )
    case 'problem':
      return <ProblemPanel problem={query.problem} />
    case 'ready':
      return children(query.value)
  }
}
