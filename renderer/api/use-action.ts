import { useState } from 'react'
import type { Channel, Input, Output, Problem, Result } from '../../electron/contract/channels.ts'
import { useApi } from './api-context.ts'

export interface Action<C extends Channel> {
  readonly busy: boolean
  /** Trouble of the last run, until the next run or `dismiss`. */
  readonly problem: Problem | null
  run(input: Input<C>): Promise<Result<Output<C>>>
  dismiss(): void
}

/** Something that the person does on purpose. */
export function useAction<C extends Channel>(channel: C): Action<C> {
  const api = useApi()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    busy,
    problem,
    async run(input) {
      setBusy(true)
      setProblem(null)
      try {
        const answer = await api.call(channel, input)
        if (!answer.ok) setProblem(answer.problem)
        return answer
      } finally {
        setBusy(false)
      }
    },
    dismiss: () => setProblem(null),
  }
}
