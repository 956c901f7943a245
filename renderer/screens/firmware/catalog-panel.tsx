import { Button } from '@mantine/core'
import { IconFileImport, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { OldCatalog } from '../../components/old-catalog.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import type { FirmwareView } from './firmware-groups.ts'

const { firmware } = text
type Updated = NonNullable<Output<'firmware.updateCatalog'>>

/** What every answer rests on: which catalog, how old, where from; and the way to a newer one. */
export function CatalogPanel(props: Pick<FirmwareView, 'catalog' | 'judgedByOther'>) {
  const { catalog, judgedByOther } = props
  const update = useAction('firmware.updateCatalog')
  const forget = useForget()
  const [updated, setUpdated] = useState<Updated | null>(null)
  const choose = async () => {
    setUpdated(null)
    const answer = await update.run(undefined)
    if (!answer.ok || answer.value === null) return
    setUpdated(answer.value)
    forget('firmware', 'site')
  }
  return (
    <section className="panel catalog" aria-label={firmware.catalog}>
      <div className="catalog-panel">
        <div className="catalog-words">
          <p>
            <strong>{firmware.catalog}</strong> {firmware.catalogLine(catalog.version, catalog.date, catalog.ageDays)}{' '}
            {firmware.catalogSource[catalog.source]}
          </p>
          <p className="sub">{firmware.catalogSize(catalog.products, catalog.vulnerabilities)}</p>
        </div>
        <Button
          variant="default"
          loading={update.busy}
          leftSection={<IconFileImport size="1.1em" aria-hidden />}
          onClick={choose}
        >
          {firmware.update}
        </Button>
      </div>
      {catalog.warning !== null && <OldCatalog>{catalog.warning}</OldCatalog>}
      {catalog.note !== null && <OldCatalog>{catalog.note}</OldCatalog>}
      {judgedByOther > 0 && <OldCatalog>{firmware.judgedByOther(judgedByOther)}</OldCatalog>}
      <div role="status">
        {updated !== null && (
          <p className="catalog-warning tone-rest">
            <IconInfoCircle size="1.2rem" aria-hidden />
            {firmware.updated(updated.catalog.version, updated.replaces)}
          </p>
        )}
      </div>
      {update.problem && <ProblemPanel problem={update.problem} onDismiss={update.dismiss} />}
    </section>
  )
}
