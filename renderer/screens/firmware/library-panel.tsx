import { Button, Checkbox } from '@mantine/core'
import { IconFilePlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Empty } from '../../components/empty.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { text } from '../../text/text.ts'
import { AddFileDialog } from './add-file-dialog.tsx'
import type { LibraryFile } from './upgrade-parts.ts'

const { upgrade } = text

interface LibraryPanelProps {
  readonly files: readonly LibraryFile[]
  readonly chosen: ReadonlySet<string>
  /** Work runs: nothing new is started. */
  readonly busy: boolean
  readonly onToggle: (id: string) => void
  /** What can be done with the chosen files. */
  readonly children: ReactNode
}

/** The firmware files of the integrator: what they are for, who says so, and which devices here could get them. */
export function LibraryPanel({ files, chosen, busy, onToggle, children }: LibraryPanelProps) {
  const [adding, setAdding] = useState(false)
  const remove = useAction('upgrade.removeFile')
  const forget = useForget()
  const takeOut = async (id: string) => {
    if ((await remove.run({ id })).ok) forget('upgrade')
  }
  return (
    <Panel
      title={upgrade.library}
      flush
      aside={
        <Button
          variant="default"
          leftSection={<IconFilePlus size="1.1em" aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {upgrade.add}
        </Button>
      }
    >
      <p className="pad sub">{upgrade.libraryNote}</p>
      {remove.problem && <ProblemPanel problem={remove.problem} onDismiss={remove.dismiss} />}
      {files.length === 0 ? (
        <Empty icon={<IconFilePlus size="1.5rem" stroke={1.5} aria-hidden />} title={upgrade.libraryEmpty}>
          {upgrade.libraryEmptyText}
        </Empty>
      ) : (
        <>
          <div className="firmware-table">
            <Rows
              caption={upgrade.library}
              head={[
                upgrade.chosen,
                upgrade.file,
                upgrade.madeFor,
                upgrade.version,
                upgrade.here,
                upgrade.source,
                upgrade.takeOut,
              ]}
            >
              {files.map((file) => (
                <tr key={file.id}>
                  <td>
                    <Checkbox
                      aria-label={upgrade.use(file.fileName)}
                      checked={chosen.has(file.id)}
                      disabled={file.deviceIds.length === 0}
                      onChange={() => onToggle(file.id)}
                    />
                  </td>
                  <FileCells file={file} />
                  <td>
                    <IconButton
                      label={upgrade.remove(file.fileName)}
                      disabled={busy || remove.busy}
                      onClick={() => takeOut(file.id)}
                    >
                      <IconTrash size="1.1rem" aria-hidden />
                    </IconButton>
                  </td>
                </tr>
              ))}
            </Rows>
          </div>
          <div className="library-actions">{children}</div>
        </>
      )}
      {adding && <AddFileDialog onClose={() => setAdding(false)} />}
    </Panel>
  )
}

/** Maker and model as one name; a model that begins with its maker says it once. */
const modelName = (vendor: string, model: string): string =>
  model.toLowerCase().startsWith(vendor.toLowerCase()) ? model : `${vendor} ${model}`

function FileCells({ file }: { readonly file: LibraryFile }) {
  const { fileName, sizeBytes, sha256, vendor, models, version, basis, evidence, deviceIds, sourceNote } = file
  const said = (by: 'person' | 'file') => by === 'person' && <div className="dim small">{upgrade.said}</div>
  return (
    <>
      <th scope="row">
        <span className="mono break">{fileName}</span>
        <div className="dim small" title={sha256}>
          {upgrade.size(sizeBytes)}
        </div>
        {evidence !== null && <div className="dim small">{evidence}</div>}
      </th>
      <td className="wide">
        {models.map((model) => modelName(vendor, model)).join(', ')}
        {said(basis.models)}
      </td>
      <td className="wide">
        <span className="mono">{version}</span>
        {said(basis.version)}
      </td>
      <td className="num">{deviceIds.length === 0 ? upgrade.noDevice : upgrade.devices(deviceIds.length)}</td>
      <td className="wide">{sourceNote}</td>
    </>
  )
}
