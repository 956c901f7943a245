import { Button } from '@mantine/core'
import { IconCopy, IconKey, IconRefresh, IconTool, IconX } from '@tabler/icons-react'
import { ActButton } from '../../components/act-button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { text } from '../../text/text.ts'
import type { DeviceRow } from './device-sort.ts'

interface BulkBarProps {
  readonly picked: readonly DeviceRow[]
  /** Work runs: nothing new is started. */
  readonly busy: boolean
  readonly onAssess: () => void
  readonly onPlan: () => void
  readonly onLogin: () => void
  readonly onCopy: () => void
  readonly onClear: () => void
}

const { devices } = text
const sum = (rows: readonly DeviceRow[], of: 'open' | 'fixable') => rows.reduce((total, row) => total + row[of], 0)

/** What can be done to the selected devices; every button says to how many. */
export function BulkBar({ picked, busy, onAssess, onPlan, onLogin, onCopy, onClear }: BulkBarProps) {
  return (
    <div className="bulk" role="toolbar" aria-label={devices.actions}>
      <strong>{devices.selected(picked.length)}</strong>
      <span className="bulk-note">{devices.selectedNote(sum(picked, 'open'), sum(picked, 'fixable'))}</span>
      <span className="grow" />
      <ActButton variant="default" leftSection={<IconKey size="1.1em" aria-hidden />} onClick={onLogin}>
        {devices.login}
      </ActButton>
      <Button variant="default" leftSection={<IconCopy size="1.1em" aria-hidden />} onClick={onCopy}>
        {devices.copy}
      </Button>
      <ActButton
        variant="default"
        disabled={busy}
        leftSection={<IconRefresh size="1.1em" aria-hidden />}
        onClick={onAssess}
      >
        {devices.assess(picked.length)}
      </ActButton>
      <ActButton disabled={busy} leftSection={<IconTool size="1.1em" aria-hidden />} onClick={onPlan}>
        {devices.plan(picked.length)}
      </ActButton>
      <IconButton label={devices.clear} onClick={onClear}>
        <IconX size="1.1rem" aria-hidden />
      </IconButton>
    </div>
  )
}
