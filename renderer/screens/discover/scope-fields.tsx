import { SegmentedControl, Textarea } from '@mantine/core'
import type { Input } from '../../../electron/contract/channels.ts'
import { text } from '../../text/text.ts'
import type { ScopeDraft } from './scope-draft.ts'

const { discover } = text
export type Pace = Input<'discovery.start'>['pace']

interface ScopeFieldsProps {
  readonly draft: ScopeDraft
  /** How many addresses are written down. */
  readonly size: number
  readonly still: boolean
  readonly onChange: (over: Partial<ScopeDraft>) => void
}

/** What may be touched and what must not be, one address or network in each line. */
export function ScopeFields({ draft, size, still, onChange }: ScopeFieldsProps) {
  return (
    <>
      <Textarea
        label={discover.targets}
        description={`${size > 0 ? `${discover.addresses(size)} ` : ''}${discover.targetsNote}`}
        classNames={{ input: 'mono-input' }}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        readOnly={still}
        value={draft.targets}
        onChange={(event) => onChange({ targets: event.currentTarget.value })}
      />
      <Textarea
        label={discover.excluded}
        description={discover.excludedNote}
        classNames={{ input: 'mono-input' }}
        autosize
        minRows={1}
        maxRows={6}
        spellCheck={false}
        readOnly={still}
        value={draft.excluded}
        onChange={(event) => onChange({ excluded: event.currentTarget.value })}
      />
    </>
  )
}

interface PaceFieldProps {
  readonly pace: Pace
  readonly locked: boolean
  readonly onPace: (pace: Pace) => void
}

/** How hard to press. */
export function PaceField({ pace, locked, onPace }: PaceFieldProps) {
  return (
    <div className="field">
      <span className="field-label" id="pace-label">
        {discover.pace}
      </span>
      <SegmentedControl
        aria-labelledby="pace-label"
        disabled={locked}
        value={pace}
        onChange={(value) => onPace(value as Pace)}
        data={(['gentle', 'normal', 'fast'] as const).map((value) => ({ value, label: discover.paces[value] }))}
      />
      <span className="field-note">{discover.paceNote[pace]}</span>
    </div>
  )
}
