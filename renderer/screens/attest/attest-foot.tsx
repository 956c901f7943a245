import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { ActButton } from '../../components/act-button.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'
import type { QueueEntry } from './attest-parts.ts'

const { attest } = text

interface AttestFootProps {
  readonly next: QueueEntry | null
  readonly busy: boolean
  readonly onSkip: () => void
}

/** Puts the answer on record, or leaves the item for later. */
export function AttestFoot({ next, busy, onSkip }: AttestFootProps) {
  return (
    <div className="attest-foot">
      {next !== null && (
        <Button variant="default" onClick={onSkip}>
          {attest.skip}
        </Button>
      )}
      <span className="dim small grow">
        {next === null ? '' : `${attest.thenNext(nameOf(next))}. `}
        {attest.keys}
      </span>
      <ActButton
        type="submit"
        loading={busy}
        rightSection={next !== null && <IconArrowRight size="1.1em" aria-hidden />}
      >
        {next === null ? attest.saveLast : attest.save}
      </ActButton>
    </div>
  )
}

/** One item is asked of each kind of device. */
const nameOf = ({ title, deviceClass }: QueueEntry): string =>
  deviceClass === null ? checklistText(title) : `${checklistText(title)}, ${text.deviceClass[deviceClass]}`
