import { Button } from '@mantine/core'
import { IconClipboardText, IconKey, IconRefresh, IconTool } from '@tabler/icons-react'
import { ActButton } from '../../components/act-button.tsx'
import { text } from '../../text/text.ts'
import type { DeviceActions } from './use-device-actions.ts'

const { device } = text

interface DeviceButtonsProps {
  readonly actions: DeviceActions
  /** Items that a plan can fix. */
  readonly fixable: number
  readonly onLogin: () => void
}

/** Saves diagnostics, takes a login, looks again, and plans the fixes of one device. */
export function DeviceButtons({ actions, fixable, onLogin }: DeviceButtonsProps) {
  const busy = actions.running !== null
  return (
    <>
      <Button
        variant="default"
        title={device.diagnosticsNote}
        loading={actions.diagnostics.busy}
        leftSection={<IconClipboardText size="1.1em" aria-hidden />}
        onClick={actions.saveDiagnostics}
      >
        {device.diagnostics}
      </Button>
      <ActButton variant="default" leftSection={<IconKey size="1.1em" aria-hidden />} onClick={onLogin}>
        {device.login}
      </ActButton>
      <ActButton
        variant="default"
        disabled={busy}
        loading={actions.assess.busy}
        leftSection={<IconRefresh size="1.1em" aria-hidden />}
        onClick={actions.assessIt}
      >
        {device.assess}
      </ActButton>
      <ActButton
        disabled={busy || fixable === 0}
        loading={actions.plan.busy}
        leftSection={<IconTool size="1.1em" aria-hidden />}
        onClick={actions.makePlan}
      >
        {device.plan(fixable)}
      </ActButton>
    </>
  )
}
