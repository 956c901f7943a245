import { useState } from 'react'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { type Column, EditRows } from './edit-rows.tsx'
import { allRight, needs, orNull, type Row, type Settings, type SiteRecord } from './record-drafts.ts'
import { SavePart } from './save-part.tsx'
import { useRecordDraft } from './use-record-draft.ts'

type Account = Settings['accounts'][number]
const { record } = text
const columns: readonly Column[] = [
  { name: 'username', label: record.username, kind: 'mono' },
  { name: 'use', label: record.use, options: Object.entries(record.uses) },
  { name: 'holder', label: record.holder },
  { name: 'endsOn', label: record.endsOn, kind: 'date' },
]
const empty = { username: '', use: 'operator', holder: '', endsOn: '' }
const check = needs('username')
const meant = (rows: readonly Row[]) =>
  rows.filter(({ username = '', holder = '', endsOn = '' }) => `${username}${holder}${endsOn}`.trim() !== '')

/** Accounts that have a right to be on the devices. */
export function AccountsPart({ view: { settings } }: { readonly view: SiteRecord }) {
  const kept = useRecordDraft<readonly Row[]>(
    'accounts',
    settings.accounts.map((account) => ({ ...account, endsOn: account.endsOn ?? '' })),
  )
  const { value: rows, set: setRows } = kept
  const [tried, setTried] = useState(false)
  return (
    <SavePart
      name={record.part.accounts}
      draft={kept}
      onTried={() => setTried(true)}
      made={() =>
        allRight(meant(rows), check) ? { settings: { ...settings, accounts: meant(rows).map(accountOf) } } : null
      }
    >
      <Panel title={record.part.accounts} aside={record.accountsNote}>
        <EditRows
          title={record.part.accounts}
          columns={columns}
          rows={rows}
          empty={empty}
          errors={check}
          showErrors={tried}
          onChange={setRows}
        />
      </Panel>
    </SavePart>
  )
}

const accountOf = (row: Row): Account => ({
  username: row.username ?? '',
  use: row.use as Account['use'],
  holder: row.holder ?? '',
  endsOn: orNull(row.endsOn),
})
