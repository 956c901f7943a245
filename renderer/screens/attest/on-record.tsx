import { NativeSelect, TextInput } from '@mantine/core'
import type { Input } from '../../../electron/contract/channels.ts'
import { NamedValues } from '../../components/named-values.tsx'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import { dayIn } from '../checklist/days.ts'

type Role = Input<'checklist.attest'>['role']
const { attest } = text

interface OnRecordProps {
  readonly by: string
  readonly role: Role
  /** Who the form asks for. */
  readonly formRole: Role
  readonly holdsDays: number | null
  readonly counts: string
  readonly error: string | null
  readonly onBy: (by: string) => void
  readonly onRole: (role: Role) => void
}

/** Whose name stands for the answer, for what, and until when. */
export function OnRecord({ by, role, formRole, holdsDays, counts, error, onBy, onRole }: OnRecordProps) {
  return (
    <Panel title={attest.record}>
      <div className="stack">
        <TextInput
          label={attest.who}
          value={by}
          autoComplete="off"
          error={error}
          onChange={(event) => onBy(event.currentTarget.value)}
        />
        <NativeSelect
          label={attest.role}
          value={role}
          description={role === formRole ? undefined : attest.otherRole(attest.roles[formRole])}
          onChange={(event) => onRole(event.currentTarget.value as Role)}
        >
          {(Object.keys(attest.roles) as Role[]).map((name) => (
            <option key={name} value={name}>
              {attest.roles[name]}
            </option>
          ))}
        </NativeSelect>
        <NamedValues
          values={[
            [attest.when, attest.now],
            [attest.counts, counts],
            [attest.holds, holdsDays === null ? attest.holdsForGood : attest.holdsDay(dayIn(holdsDays))],
          ]}
        />
      </div>
    </Panel>
  )
}
