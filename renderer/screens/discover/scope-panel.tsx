import { Button, Checkbox } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { SiteView } from '../../api/site-view.ts'
import type { Draft } from '../../api/use-draft.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { NetworkCards } from './network-cards.tsx'
import type { ScopeDraft } from './scope-draft.ts'
import { type Pace, PaceField, ScopeFields } from './scope-fields.tsx'
import { useScopeForm } from './use-scope-form.ts'

const { discover } = text

interface ScopePanelProps {
  readonly draft: Draft<ScopeDraft>
  readonly editing: boolean
  /** Discovery runs: nothing here can be changed. */
  readonly locked: boolean
  readonly pace: Pace
  readonly onPace: (pace: Pace) => void
  readonly onEdit: () => void
  /** Leaves the confirmed scope as it is; null while there is none. */
  readonly onLeave: (() => void) | null
  readonly onConfirmed: (site: SiteView) => void
}

/** The scope in the hands of the technician: no network is ticked or written down for them. */
export function ScopePanel(props: ScopePanelProps) {
  const { draft, editing, locked, pace, onPace, onEdit, onLeave, onConfirmed } = props
  const { interfaces } = draft.value
  const form = useScopeForm(draft, onConfirmed)
  const { confirm, targets, size } = form
  const still = !editing || locked
  return (
    <Panel title={discover.where} flush>
      <NetworkCards ticked={interfaces} targets={targets} still={still} onTick={form.tick} onAdd={form.add} />
      <div className="scope-form">
        <ScopeFields draft={draft.value} size={size} still={still} onChange={form.change} />
        {editing && form.isLarge && (
          <Checkbox
            label={discover.large}
            checked={form.largeConfirmed}
            onChange={(event) => form.setLargeConfirmed(event.currentTarget.checked)}
          />
        )}
        <PaceField pace={pace} locked={locked} onPace={onPace} />
        {editing && interfaces.length === 0 && (
          <div className="conflict-banner tone-warn" role="status">
            <IconAlertTriangle size="1.2rem" aria-hidden />
            <span>{discover.noCardTicked}</span>
          </div>
        )}
        {confirm.problem && <ProblemPanel problem={confirm.problem} />}
        <div className="scope-foot">
          {editing ? (
            <ConfirmFoot form={form} draft={draft} onLeave={onLeave} />
          ) : (
            <ActButton variant="default" disabled={locked} onClick={onEdit}>
              {discover.change}
            </ActButton>
          )}
        </div>
      </div>
    </Panel>
  )
}

interface ConfirmFootProps extends Pick<ScopePanelProps, 'draft' | 'onLeave'> {
  readonly form: ReturnType<typeof useScopeForm>
}

function ConfirmFoot({ form, draft, onLeave }: ConfirmFootProps) {
  return (
    <>
      <ActButton
        loading={form.confirm.busy}
        disabled={form.targets.length === 0 || (form.isLarge && !form.largeConfirmed)}
        onClick={form.submit}
      >
        {discover.confirm}
      </ActButton>
      {onLeave !== null && (
        <Button variant="default" onClick={onLeave}>
          {discover.leave}
        </Button>
      )}
      {draft.isBegun && (
        <span role="status" className="unsaved-note">
          {discover.unconfirmed}
        </span>
      )}
    </>
  )
}
