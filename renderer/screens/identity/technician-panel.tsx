import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { useQuery } from '../../api/use-query.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { inFile, type KeyPlace, KeyPlaceFields, storeText, useKeyStore } from './key-place.tsx'
import { PassphraseField } from './passphrase-field.tsx'

const { identities } = text

/** The identity of the technician at this laptop: ask for it, take the answer in, sign with it. */
export function TechnicianPanel() {
  const site = useQuery('site.view', undefined)
  const open = site.status === 'ready' ? site.value : null
  return (
    <Panel title={identities.mine} flush>
      <p className="pad sub">{identities.mineText}</p>
      <Request technician={open?.technician ?? ''} company={open?.company ?? ''} />
      <Install />
      <Move />
      {open !== null && <Use />}
    </Panel>
  )
}

function Request(names: { readonly technician: string; readonly company: string }) {
  const request = useAction('identity.request')
  const [technician, setTechnician] = useState(names.technician)
  const [company, setCompany] = useState(names.company)
  const [passphrase, setPassphrase] = useState('')
  const [key, setKey] = useState<KeyPlace>(inFile)
  const [wrote, setWrote] = useState<string | null>(null)
  const isReady =
    technician.trim() !== '' &&
    company.trim() !== '' &&
    passphrase.length >= passphraseMinLength &&
    (key.place !== 'token' || key.pin !== '')
  return (
    <div className="identity-part">
      <h3>{identities.request}</h3>
      <p className="sub small">{identities.requestText}</p>
      <TextInput
        label={identities.technician}
        value={technician}
        onChange={(event) => setTechnician(event.currentTarget.value)}
      />
      <TextInput
        label={identities.company}
        value={company}
        onChange={(event) => setCompany(event.currentTarget.value)}
      />
      <PassphraseField
        label={identities.newPassphrase}
        least={passphraseMinLength}
        value={passphrase}
        onValue={setPassphrase}
      />
      <KeyPlaceFields value={key} onValue={setKey} />
      <Button
        variant="default"
        disabled={!isReady}
        loading={request.busy}
        onClick={async () => {
          const answer = await request.run({ technician, company, passphrase, ...key })
          setPassphrase('')
          setKey({ ...key, pin: '' })
          setWrote(answer.ok && answer.value !== null ? answer.value.file : null)
        }}
      >
        {identities.requestButton}
      </Button>
      {request.problem && <ProblemPanel problem={request.problem} />}
      {wrote !== null && <Said>{identities.wrote(wrote)}</Said>}
    </div>
  )
}

/** The way from an identity that was made in a file to one that is of use on this computer alone. */
function Move() {
  const move = useAction('identity.move')
  const store = useKeyStore()
  const [passphrase, setPassphrase] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  return (
    <div className="identity-part">
      <h3>{identities.move}</h3>
      <p className="sub small">
        {storeText(store)} {store?.name != null && identities.moveText}
      </p>
      {store?.name != null && (
        <>
          <PassphraseField label={identities.passphrase} value={passphrase} onValue={setPassphrase} />
          <Button
            variant="default"
            disabled={passphrase === ''}
            loading={move.busy}
            onClick={async () => {
              const answer = await move.run({ passphrase })
              setPassphrase('')
              const names = answer.ok ? answer.value : null
              setSaid(names && identities.moved(names.technician))
            }}
          >
            {identities.moveButton}
          </Button>
        </>
      )}
      {move.problem && <ProblemPanel problem={move.problem} />}
      {said !== null && <Said>{said}</Said>}
    </div>
  )
}

function Install() {
  const install = useAction('identity.install')
  const [passphrase, setPassphrase] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  return (
    <div className="identity-part">
      <h3>{identities.install}</h3>
      <p className="sub small">{identities.installText}</p>
      <PassphraseField label={identities.passphrase} value={passphrase} onValue={setPassphrase} />
      <Button
        variant="default"
        disabled={passphrase === ''}
        loading={install.busy}
        onClick={async () => {
          const answer = await install.run({ passphrase })
          setPassphrase('')
          const names = answer.ok ? answer.value : null
          setSaid(names && identities.installed(names.technician, names.company))
        }}
      >
        {identities.installButton}
      </Button>
      {install.problem && <ProblemPanel problem={install.problem} />}
      {said !== null && <Said>{said}</Said>}
    </div>
  )
}

function Use() {
  const forget = useForget()
  const use = useAction('identity.use')
  const [passphrase, setPassphrase] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  return (
    <div className="identity-part">
      <h3>{identities.use}</h3>
      <p className="sub small">{identities.useText}</p>
      <PassphraseField label={identities.passphrase} value={passphrase} onValue={setPassphrase} />
      <Button
        variant="default"
        disabled={passphrase === ''}
        loading={use.busy}
        onClick={async () => {
          const answer = await use.run({ passphrase })
          setPassphrase('')
          const names = answer.ok ? answer.value : null
          setSaid(names && identities.used(names.technician, names.company))
          if (names !== null) forget('evidence', 'site')
        }}
      >
        {identities.useButton}
      </Button>
      {use.problem && <ProblemPanel problem={use.problem} />}
      {said !== null && <Said>{said}</Said>}
    </div>
  )
}

function Said({ children }: { readonly children: string }) {
  return (
    <p role="status" className="break">
      {children}
    </p>
  )
}
