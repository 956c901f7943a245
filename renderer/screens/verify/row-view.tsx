import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag } from '../../components/tag.tsx'
import { dateTimeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { vanishedWords } from './account-words.ts'
import { ReasonList, type Verdict, VerdictView } from './verdict-view.tsx'

const { verify } = text
type Row = NonNullable<Output<'evidence.verify'>['row']>

interface RowViewProps {
  readonly packs: readonly Verdict[]
  readonly row: Row
  readonly rootName: string
}

/** Several packs: whether they are one unbroken row, and each of them. */
export function RowView({ packs, row, rootName }: RowViewProps) {
  const [chosen, setChosen] = useState<string | null>(packs.find(({ valid }) => !valid)?.name ?? null)
  const Shield = row.valid ? IconShieldCheck : IconShieldX
  const vanished = vanishedWords(row)
  const shown = packs.find(({ name }) => name === chosen)
  const sorted = packs.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))
  return (
    <div className="stack">
      <div className={`verdict ${row.valid ? 'tone-pass' : 'tone-fail'}`} role="status">
        <Shield size="2rem" stroke={1.6} aria-hidden />
        <span className="verdict-words">
          <strong>{row.valid ? verify.rowValid : verify.rowInvalid}</strong>
          <span>
            {verify.rowNumbers(row.sequences.join(', '))}. {row.fromFirst ? verify.rowFromFirst : verify.rowNotFirst}
          </span>
        </span>
      </div>
      {row.reasons.length > 0 && (
        <Panel title={verify.reasons} flush>
          <ReasonList reasons={row.reasons} />
        </Panel>
      )}
      {vanished.length > 0 && (
        <ul className="reason-list">
          {vanished.map((words) => (
            <li key={words}>
              <IconAlertTriangle size="1.15rem" className="c-warn" aria-hidden />
              <span>{words}</span>
            </li>
          ))}
        </ul>
      )}
      <Panel title={verify.packsOf} flush>
        <Rows caption={verify.packsOf} head={[verify.sequence, verify.packFile, verify.site, verify.signedAt, '', '']}>
          {sorted.map((pack) => (
            <tr key={pack.name} aria-selected={pack.name === chosen}>
              <td className="num">{pack.sequence ?? text.unknownValue}</td>
              <th scope="row" className="mono break">
                {pack.name}
              </th>
              <td>{pack.siteName ?? text.unknownValue}</td>
              <td className="nowrap">
                {pack.signedAtClaim === null ? text.unknownValue : dateTimeText(pack.signedAtClaim)}
              </td>
              <td>
                {pack.valid ? (
                  <Tag tone="pass" icon={<IconCircleCheck size="1em" aria-hidden />}>
                    {verify.packValid}
                  </Tag>
                ) : (
                  <Tag tone="fail" icon={<IconCircleX size="1em" aria-hidden />}>
                    {verify.packInvalid}
                  </Tag>
                )}
              </td>
              <td className="right">
                <Button
                  variant="default"
                  aria-label={verify.details(pack.name)}
                  aria-expanded={pack.name === chosen}
                  onClick={() => setChosen(pack.name === chosen ? null : pack.name)}
                >
                  {verify.show}
                </Button>
              </td>
            </tr>
          ))}
        </Rows>
      </Panel>
      {shown && <VerdictView key={shown.name} verdict={shown} rootName={rootName} />}
    </div>
  )
}
