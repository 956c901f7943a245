import './snapshot-panel.css'
import { Button } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { ActButton } from '../../components/act-button.tsx'
import { PhotoThumb } from '../../components/photo-thumb.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

const { device } = text

/** What the camera sees, asked for by a person and hidden until somebody wants to look: people may be on it. */
export function SnapshotPanel({ view }: { readonly view: Output<'devices.view'> }) {
  const { row, snapshot } = view
  const take = useAction('devices.takeSnapshot')
  const running = useRunningWork()
  const [isShown, setShown] = useState(false)
  const ask = async () => {
    const answer = await take.run({ id: row.id })
    if (answer.ok) setShown(true)
  }
  const name = device.pictureOf(row.name ?? row.address)
  return (
    <section className="snapshot" aria-label={device.picture}>
      {snapshot !== null && isShown ? (
        <Asked key={snapshot.sha256} channel="devices.snapshot" input={{ id: row.id }}>
          {({ bytes }) => <PhotoThumb large bytes={bytes} name={name} />}
        </Asked>
      ) : (
        <div className="snapshot-frame">
          <IconCamera size="1.6rem" stroke={1.5} aria-hidden />
          <span>{snapshot === null ? device.noPicture : device.pictureHidden(dateTimeText(snapshot.at))}</span>
          {snapshot !== null && (
            <Button variant="default" onClick={() => setShown(true)}>
              {device.showPicture}
            </Button>
          )}
        </div>
      )}
      <div className="snapshot-foot">
        <span className="sub">
          {snapshot !== null && isShown ? device.pictureTaken(dateTimeText(snapshot.at)) : device.pictureNote}
        </span>
        {snapshot !== null && isShown && (
          <Button variant="default" onClick={() => setShown(false)}>
            {device.hide}
          </Button>
        )}
        <ActButton variant="default" loading={take.busy} disabled={running !== null} onClick={ask}>
          {snapshot === null ? device.takePicture : device.takeAgain}
        </ActButton>
      </div>
      {take.problem && <ProblemPanel problem={take.problem} onDismiss={take.dismiss} />}
    </section>
  )
}
