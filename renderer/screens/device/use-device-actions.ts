import { useState } from 'react'
import { useLocation } from 'wouter'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { text } from '../../text/text.ts'

export type DeviceActions = ReturnType<typeof useDeviceActions>

/** What can be done with one device from its page, what of it runs, and what went wrong. */
export function useDeviceActions(id: string) {
  const [, navigate] = useLocation()
  const refresh = useRefresh()
  const running = useRunningWork()
  const assess = useAction('assess.start')
  const plan = useAction('plan.make')
  const diagnostics = useAction('devices.diagnostics')
  const [said, setSaid] = useState('')
  return {
    running,
    assess,
    plan,
    diagnostics,
    said,
    problem: assess.problem ?? plan.problem ?? diagnostics.problem,
    assessIt: () => assess.run({ ids: [id] }),
    makePlan: async () => {
      const answer = await plan.run({ ids: [id], checks: null, allowClear: false })
      if (!answer.ok) return
      refresh('plan.view', undefined, answer.value)
      navigate('/changes')
    },
    saveDiagnostics: async () => {
      const answer = await diagnostics.run({ id })
      if (answer.ok && answer.value.saved) setSaid(text.device.diagnosticsSaved)
    },
  }
}
