import './findings-table.css'
import { IconChevronDown, IconChevronRight, IconTool } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Rows } from '../../components/rows.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { OutcomeTag, Tag } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { engineText } from '../../text/engine-text.ts'
import { text } from '../../text/text.ts'
import { FindingDetail } from './finding-detail.tsx'

type View = Output<'devices.view'>
type Finding = View['findings'][number]
const { device } = text

/** Every item of the checklist on one device: as found beside as left, and what a person does where no fix exists. */
export function FindingsTable({ findings, facts, excerpts }: Pick<View, 'findings' | 'facts' | 'excerpts'>) {
  const [open, setOpen] = useState<string | null>(null)
  const toggle = (item: string) => {
    // Words that are being marked are not a press.
    if (window.getSelection()?.isCollapsed === false) return
    setOpen((known) => (known === item ? null : item))
  }
  if (findings.length === 0) return <p className="pad sub">{device.noFindings}</p>
  return (
    <div className="findings">
      <Rows
        caption={device.findings}
        head={[
          <span className="sr" key="details">
            {device.details('')}
          </span>,
          device.outcome,
          device.severity,
          device.item,
          device.asFound,
          device.asLeft,
        ]}
      >
        {findings.map((finding) => {
          const opened = open === finding.item
          return (
            <Fragment key={finding.item}>
              {/* The whole row opens it, for a finger; the button in it is for the keyboard and says what it does. */}
              <tr className={opened ? 'opened' : ''} onClick={() => toggle(finding.item)}>
                <td>
                  <IconButton
                    label={device.details(finding.item)}
                    aria-expanded={opened}
                    onClick={(event) => {
                      event.stopPropagation()
                      toggle(finding.item)
                    }}
                  >
                    {opened ? (
                      <IconChevronDown size="1rem" aria-hidden />
                    ) : (
                      <IconChevronRight size="1rem" aria-hidden />
                    )}
                  </IconButton>
                </td>
                <td>
                  <OutcomeTag outcome={finding.outcome} />
                </td>
                <td>
                  <SeverityMark severity={finding.severity} word={false} />
                </td>
                <th scope="row">
                  <span className="item-line">
                    <span className="mono item-id">{finding.item}</span>
                    <span>{checklistText(finding.title)}</span>
                    {finding.fix === 'offered' && isOpen(finding) && (
                      <Tag icon={<IconTool size="1em" aria-hidden />}>{device.fixOffered}</Tag>
                    )}
                  </span>
                </th>
                <td className="observed">
                  {finding.asFound === null ? (
                    <span className="dim">{device.notRead}</span>
                  ) : (
                    engineText(finding.asFound)
                  )}
                </td>
                <AsLeft finding={finding} />
              </tr>
              {opened && (
                <tr>
                  <td colSpan={6}>
                    <FindingDetail finding={finding} facts={facts} excerpts={excerpts} />
                  </td>
                </tr>
              )}
            </Fragment>
          )
        })}
      </Rows>
    </div>
  )
}

const isOpen = ({ outcome }: Finding) => outcome === 'fail' || outcome === 'error' || outcome === 'unknown'

function AsLeft({ finding: { asFound, asLeft } }: { readonly finding: Finding }) {
  if (asLeft === null) return <td className="dim nowrap">{device.notRead}</td>
  if (asLeft === asFound) return <td className="dim nowrap">{device.noChange}</td>
  return <td className="observed changed">{engineText(asLeft)}</td>
}
