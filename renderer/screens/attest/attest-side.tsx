import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { Statements } from '../checklist/statements.tsx'
import type { Item } from './attest-parts.ts'
import { Exceptions } from './exceptions.tsx'
import { OnRecord } from './on-record.tsx'
import type { AttestFormState } from './use-attest-form.ts'

const { attest } = text

interface AttestSideProps {
  readonly form: AttestFormState
  readonly item: Item
  /** Whom the answer is for. */
  readonly whom: string
}

/** Who looked, where it is otherwise, and what was said before. */
export function AttestSide({ form, item, whom }: AttestSideProps) {
  const { now, shown, isSite } = form
  return (
    <div className="stack attest-side">
      <OnRecord
        by={form.by}
        role={form.role}
        formRole={form.formRole}
        holdsDays={item.form?.holdsDays ?? null}
        counts={isSite ? attest.site : whom}
        error={shown.by}
        onBy={(by) => form.change({ by })}
        onRole={form.chooseRole}
      />
      {!isSite && now.meant.length > 1 && (
        <Exceptions subjects={now.meant} exceptions={now.exceptions} showErrors={form.tried} onChange={form.except} />
      )}
      {item.attestations.length > 0 && (
        <Panel title={attest.last} flush>
          <Statements attestations={item.attestations.slice(0, 3)} />
        </Panel>
      )}
    </div>
  )
}
