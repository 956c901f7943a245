import { Button } from '@mantine/core'
import { IconCircleCheck, IconFolder, IconRubberStamp } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useAction } from '../../api/use-action.ts'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import type { Pack } from './pack-list.tsx'

const { evidence } = text

interface SealedPanelProps {
  readonly pack: Pack
  /** It was sealed a moment ago, by the button that stood here: whoever pressed it hears so. */
  readonly isNew: boolean
  readonly onAgain: () => void
}

/** Says that the visit is sealed, where the seal was made. Another pack is begun on purpose and never by a second press. */
export function SealedPanel({ pack, isNew, onAgain }: SealedPanelProps) {
  const show = useAction('evidence.show')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isNew) heading.current?.focus()
  }, [isNew])
  return (
    <section className="panel sealed" aria-labelledby="sealed-title">
      <div className="panel-body">
        <div className="sealed-head tone-pass">
          <IconCircleCheck size="1.75rem" aria-hidden />
          <div>
            <h2 id="sealed-title" ref={heading} tabIndex={-1}>
              {evidence.sealedTitle(pack.sequence)}
            </h2>
            <p className="sub">{evidence.sealedText}</p>
          </div>
        </div>
        <p className="mono break small">{pack.path}</p>
        {show.problem && <ProblemPanel problem={show.problem} onDismiss={show.dismiss} />}
        <div className="form-line">
          <Button
            leftSection={<IconFolder size="1.1em" aria-hidden />}
            disabled={show.busy}
            onClick={() => show.run({ packId: pack.packId })}
          >
            {evidence.sealedShow}
          </Button>
          <Button variant="default" component="a" href="#/verify">
            {evidence.verify}
          </Button>
          <span className="grow" />
          <Button variant="subtle" leftSection={<IconRubberStamp size="1.1em" aria-hidden />} onClick={onAgain}>
            {evidence.sealAgain}
          </Button>
        </div>
        <p className="dim small">{evidence.sealAgainNote}</p>
      </div>
    </section>
  )
}
