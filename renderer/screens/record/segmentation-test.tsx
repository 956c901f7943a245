import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import { useAction } from '../../api/use-action.ts'
import { useForget, useRefresh } from '../../api/use-refresh.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { addressErrors, orNull, portErrors } from './record-drafts.ts'

const { record } = text

/** Asks where the technician stands and for an explicit yes; only then anything is contacted. */
export function SegmentationTest({ targets }: { readonly targets: number }) {
  const test = useAction('record.testSegmentation')
  const running = useRunningWork()
  const refresh = useRefresh()
  const forget = useForget()
  const [yes, setYes] = useState(false)
  const [card, setCard] = useState('')
  const [where, setWhere] = useState({ switchName: '', port: '', vlan: '', beyond: '', beyondPort: '443' })
  if (targets === 0) {
    return (
      <Panel title={record.test}>
        <p className="sub">{record.noTargets}</p>
      </Panel>
    )
  }
  const beyondRow = { beyond: where.beyond, beyondPort: where.beyondPort }
  const isBeyond = where.beyond.trim() !== ''
  const beyondError = isBeyond ? addressErrors(beyondRow, 'beyond').beyond : undefined
  const beyondPortError = isBeyond ? portErrors(beyondRow, 'beyondPort').beyondPort : undefined
  const field = (name: keyof typeof where, label: string, error?: string) => (
    <TextInput
      label={label}
      error={error}
      value={where[name]}
      onChange={(event) => {
        setWhere({ ...where, [name]: event.currentTarget.value })
        // The yes was for other addresses.
        if (name === 'beyond' || name === 'beyondPort') setYes(false)
      }}
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
                const { switchName, port, vlan, beyond, beyondPort } = where
                const answer = await test.run({
                  from: { address, switchName: orNull(switchName), port: orNull(port), vlan: orNull(vlan) },
                  wayOut: beyond.trim() === '' ? null : { address: beyond.trim(), port: Number(beyondPort) },
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
                {field('beyond', record.wayOut, beyondError)}
                {field('beyondPort', record.wayOutPort, beyondPortError)}
              </div>
              <p className="dim small">
                {record.whereNote} {record.wayOutNote}
              </p>
              <Checkbox
                label={record.testYes(targets + (isBeyond ? 1 : 0))}
                checked={yes}
                onChange={(event) => setYes(event.currentTarget.checked)}
              />
              {test.problem && <ProblemPanel problem={test.problem} onDismiss={test.dismiss} />}
              <div>
                <ActButton
                  type="submit"
                  loading={test.busy}
                  disabled={
                    !yes ||
                    beyondError !== undefined ||
                    beyondPortError !== undefined ||
                    address === '' ||
                    running !== null
                  }
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
