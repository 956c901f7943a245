import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useForget, useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Asked } from '../../components/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { orNull } from './record-drafts.ts'

const { record } = text

/** Asks where the technician stands and for an explicit yes; only then anything is contacted. */
export function SegmentationTest({ targets }: { readonly targets: number }) {
  const test = useAction('record.testSegmentation')
  const running = useRunningWork()
  const refresh = useRefresh()
  const forget = useForget()
  const [yes, setYes] = useState(false)
  const [card, setCard] = useState('')
  const [where, setWhere] = useState({ switchName: '', port: '', vlan: '' })
  if (targets === 0) {
    return (
      <Panel title={record.test}>
        <p className="sub">{record.noTargets}</p>
      </Panel>
    )
  }
  const field = (name: keyof typeof where, label: string) => (
    <TextInput
      label={label}
      value={where[name]}
      onChange={(event) => setWhere({ ...where, [name]: event.currentTarget.value })}
    />
  )
  return (
    <Panel title={record.test}>
      <Asked channel="scope.interfaces" input={undefined}>
        {(cards) => {
          const address = card === '' ? (cards[0]?.address ?? '') : card
          return (
            <form
              className="stack"
              onSubmit={async (event) => {
                event.preventDefault()
                const { switchName, port, vlan } = where
                const answer = await test.run({
                  from: { address, switchName: orNull(switchName), port: orNull(port), vlan: orNull(vlan) },
                  confirmed: true,
                })
                // A yes counts once.
                setYes(false)
                if (!answer.ok) return
                refresh('record.segmentation', undefined, answer.value)
                forget('checklist', 'site')
              }}
            >
              <p className="sub">{record.testText(targets)}</p>
              <div className="field-grid">
                <NativeSelect
                  label={record.card}
                  value={address}
                  onChange={(event) => setCard(event.currentTarget.value)}
                >
                  {cards.map(({ name, address: own }) => (
                    <option key={own} value={own}>
                      {name}, {own}
                    </option>
                  ))}
                </NativeSelect>
                {field('switchName', record.switchName)}
                {field('port', record.switchPort)}
                {field('vlan', record.vlan)}
              </div>
              <p className="dim small">{record.whereNote}</p>
              <Checkbox
                label={record.testYes(targets)}
                checked={yes}
                onChange={(event) => setYes(event.currentTarget.checked)}
              />
              {test.problem && <ProblemPanel problem={test.problem} onDismiss={test.dismiss} />}
              <div>
                <ActButton
                  type="submit"
                  loading={test.busy}
                  disabled={!yes || address === '' || running !== null}
                  leftSection={<IconPlugConnected size="1.1em" aria-hidden />}
                >
                  {record.testRun(targets)}
                </ActButton>
              </div>
            </form>
          )
        }}
      </Asked>
    </Panel>
  )
}
