import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { type Column, EditRows } from './edit-rows.tsx'
import {
  addressErrors,
  allRight,
  filled,
  needs,
  portErrors,
  type Row,
  type RowErrors,
  type SiteRecord,
} from './record-drafts.ts'
import { SavePart } from './save-part.tsx'
import { SegmentationTest } from './segmentation-test.tsx'
import { useRecordDraft } from './use-record-draft.ts'

type Trial = NonNullable<Output<'record.segmentation'>>
const { record } = text
const columns: readonly Column[] = [
  { name: 'name', label: record.targetName },
  { name: 'address', label: record.address, kind: 'mono' },
  { name: 'port', label: record.port, kind: 'mono' },
]
const check = (row: Row): RowErrors => ({
  ...needs('name')(row),
  ...addressErrors(row, 'address'),
  ...portErrors(row, 'port'),
})

/** What must not be reached from the security network, and the proof of it. */
export function SegmentationPart({ view: { settings } }: { readonly view: SiteRecord }) {
  const kept = useRecordDraft<readonly Row[]>(
    'segmentation',
    settings.forbiddenTargets.map((target) => ({ ...target, port: String(target.port) })),
  )
  const { value: rows, set: setRows } = kept
  const [tried, setTried] = useState(false)
  return (
    <div className="stack">
      <SavePart
        name={record.part.segmentation}
        draft={kept}
        onTried={() => setTried(true)}
        made={() =>
          allRight(rows, check)
            ? {
                settings: {
                  ...settings,
                  forbiddenTargets: filled(rows).map(({ name = '', address = '', port = '' }) => ({
                    name: name.trim(),
                    address: address.trim(),
                    port: Number(port),
                  })),
                },
              }
            : null
        }
      >
        <Panel title={record.targets} aside={record.targetsNote}>
          <EditRows
            title={record.targets}
            columns={columns}
            rows={rows}
            empty={{ name: '', address: '', port: '' }}
            errors={check}
            showErrors={tried}
            onChange={setRows}
          />
        </Panel>
      </SavePart>
      <SegmentationTest targets={settings.forbiddenTargets.length} />
      <Panel title={record.trial} flush>
        <Asked channel="record.segmentation" input={undefined}>
          {(trial) => (trial === null ? <p className="pad sub">{record.noTrial}</p> : <TrialView trial={trial} />)}
        </Asked>
      </Panel>
    </div>
  )
}

/** Only silence is what is wanted; a reset came from there too. */
const answerTone: Readonly<Record<Trial['probes'][number]['answer'], Tone>> = {
  answered: 'fail',
  refused: 'fail',
  silent: 'pass',
  'not-sent': 'warn',
}

function verdictText(reached: number, untried: number, neighbour: string | null, isWayOut: boolean): string {
  if (reached > 0) return record.reached(reached)
  if (untried > 0) return record.untried(untried)
  if (neighbour === null) return record.noNeighbour
  return isWayOut ? record.walled : record.noWayOut
}

function TrialView({ trial: { at, from, neighbour, wayOut, probes } }: { readonly trial: Trial }) {
  const reached = probes.filter(({ answer }) => answer === 'answered' || answer === 'refused').length
  const untried = probes.filter(({ answer }) => answer === 'not-sent').length
  const where = [from.switchName, from.port, from.vlan].filter((part) => part !== null).join(', ')
  const isWayOut = wayOut !== null && (wayOut.answer === 'answered' || wayOut.answer === 'refused')
  const tone: Tone = reached > 0 ? 'fail' : neighbour === null || !isWayOut || untried > 0 ? 'warn' : 'pass'
  return (
    <>
      <p className={`trial-verdict tone-${tone}`}>{verdictText(reached, untried, neighbour, isWayOut)}</p>
      <p className="pad sub">
        {record.trialAt(at, from.address)}
        {where === '' ? '' : `, ${where}`}. {neighbour === null ? '' : record.neighbour(neighbour)}
        {wayOut === null
          ? ''
          : ` ${record.wayOutSaid(`${wayOut.address}:${wayOut.port}`, record.answer[wayOut.answer])}`}
      </p>
      <Rows caption={record.trial} head={[record.target, record.address, record.result]}>
        {probes.map((probe) => (
          <tr key={`${probe.name} ${probe.address}:${probe.port}`}>
            <th scope="row">{probe.name}</th>
            <td className="mono">
              {probe.address}:{probe.port}
            </td>
            <td>
              <Tag tone={answerTone[probe.answer]}>{record.answer[probe.answer]}</Tag>
            </td>
          </tr>
        ))}
      </Rows>
    </>
  )
}
