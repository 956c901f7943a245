import { Button } from '@mantine/core'
import { IconFileImport, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { FilePick } from '../../components/file-pick.tsx'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { type Column, EditRows } from './edit-rows.tsx'
import { filled, orNull, type Row, readJobs, type SiteRecord } from './record-drafts.ts'
import { SavePart } from './save-part.tsx'
import { useRecordDraft } from './use-record-draft.ts'

const { record } = text
const columns: readonly Column[] = [
  { name: 'serial', label: record.serial, kind: 'mono' },
  { name: 'mac', label: record.mac, kind: 'mono' },
  { name: 'address', label: record.address, kind: 'mono' },
  { name: 'note', label: record.note },
]
const empty = { serial: '', mac: '', address: '', note: '' }
const largestFile = 4 * 1024 * 1024

/** What the job was ordered with: typed, or taken from a file of the office. */
export function JobsPart({ view: { settings } }: { readonly view: SiteRecord }) {
  const kept = useRecordDraft<readonly Row[]>(
    'jobs',
    settings.jobList.map(({ serial, mac, address, note }) => ({
      serial: serial ?? '',
      mac: mac ?? '',
      address: address ?? '',
      note: note ?? '',
    })),
  )
  const { value: rows, set: setRows } = kept
  const [said, setSaid] = useState('')
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > largestFile) return setSaid(record.tooLarge)
    const read = readJobs(await file.text())
    if (read === null) return setSaid(record.notACsv)
    setRows((known) => [...filled(known), ...read])
    setSaid(record.imported(read.length))
  }
  return (
    <SavePart
      name={record.part.jobs}
      draft={kept}
      onTried={() => undefined}
      made={() => ({
        settings: {
          ...settings,
          jobList: filled(rows).map((row) => ({
            serial: orNull(row.serial),
            mac: orNull(row.mac),
            address: orNull(row.address),
            note: orNull(row.note),
          })),
        },
      })}
    >
      <Panel title={record.part.jobs} aside={<span>{record.jobCount(filled(rows).length)}</span>}>
        <div className="stack">
          <p className="sub">{record.jobsNote}</p>
          <div className="inline-buttons">
            <FilePick
              label={record.importCsv}
              icon={<IconFileImport size="1.1em" aria-hidden />}
              accept=".csv,.txt,.tsv,text/csv"
              onFiles={([file]) => void take(file)}
            />
            {rows.length > 0 && (
              <Button
                variant="default"
                leftSection={<IconTrash size="1.1em" aria-hidden />}
                onClick={() => setRows([])}
              >
                {record.clearJobs}
              </Button>
            )}
            <span className="dim small">{record.importNote}</span>
          </div>
          <p role="status">{said}</p>
          <EditRows title={record.part.jobs} columns={columns} rows={rows} empty={empty} onChange={setRows} />
        </div>
      </Panel>
    </SavePart>
  )
}
