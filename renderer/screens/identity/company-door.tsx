import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { PassphraseField } from './passphrase-field.tsx'

const { identities } = text

/** The way to a company file: open the one that there is, or make one. */
export function CompanyDoor() {
  const refresh = useRefresh()
  const open = useAction('identity.openCompany')
  const create = useAction('identity.createCompany')
  const [passphrase, setPassphrase] = useState('')
  const [name, setName] = useState('')
  const [fresh, setFresh] = useState('')
  const show = (answer: { readonly ok: boolean; readonly value?: Output<'identity.company'> }) => {
    if (answer.ok && answer.value) refresh('identity.company', undefined, answer.value)
  }
  return (
    <Panel title={identities.owner} flush>
      <p className="pad sub">
        {identities.ownerText} {identities.closedByItself}
      </p>
      <div className="identity-part">
        <h3>{identities.open}</h3>
        <PassphraseField label={identities.companyPassphrase} value={passphrase} onValue={setPassphrase} />
        <Button
          variant="default"
          disabled={passphrase === ''}
          loading={open.busy}
          onClick={async () => {
            const answer = await open.run({ passphrase })
            setPassphrase('')
            show(answer)
          }}
        >
          {identities.openButton}
        </Button>
        {open.problem && <ProblemPanel problem={open.problem} />}
      </div>
      <div className="identity-part">
        <h3>{identities.create}</h3>
        <TextInput label={identities.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <PassphraseField
          label={identities.companyPassphrase}
          least={passphraseMinLength}
          value={fresh}
          onValue={setFresh}
        />
        <Button
          variant="default"
          disabled={name.trim() === '' || fresh.length < passphraseMinLength}
          loading={create.busy}
          onClick={async () => {
            const answer = await create.run({ name, passphrase: fresh })
            setFresh('')
            show(answer)
          }}
        >
          {identities.createButton}
        </Button>
        {create.problem && <ProblemPanel problem={create.problem} />}
      </div>
    </Panel>
  )
}
