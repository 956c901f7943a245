import { Button, FileInput, NumberInput, Select } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconClockOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { NamedValues } from '../../components/named-values.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { Tag } from '../../components/tag.tsx'
import { dateText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { PassphraseField } from './passphrase-field.tsx'

const { identities } = text
type Company = NonNullable<Output<'identity.company'>>
type Issued = Company['issued'][number]
type Wrote = { readonly ok: boolean; readonly value?: { readonly file: string } | null }

/** An open company: its root, its certificates, and what can be done with them. */
export function CompanyPanel({ company }: { readonly company: Company }) {
  const forget = useForget()
  const close = useAction('identity.closeCompany')
  const saveRoot = useAction('identity.saveRoot')
  const saveList = useAction('identity.saveRevocations')
  const [wrote, setWrote] = useState<string | null>(null)
  const say = (answer: Wrote) => {
    setWrote(answer.ok && answer.value ? answer.value.file : null)
    forget('identity')
  }
  const problem = saveRoot.problem ?? saveList.problem
  return (
    <Panel title={`${company.name}, ${company.fileName}`} flush>
      <div className="identity-part">
        <NamedValues
          values={[
            [
              identities.root,
              <span className="mono fingerprint break" key="root">
                {company.rootFingerprint}
              </span>,
            ],
          ]}
        />
        <p className="sub small">{identities.saveRootText}</p>
        <div className="form-line">
          <Button variant="default" loading={saveRoot.busy} onClick={async () => say(await saveRoot.run(undefined))}>
            {identities.saveRoot}
          </Button>
          <Button variant="default" loading={saveList.busy} onClick={async () => say(await saveList.run(undefined))}>
            {identities.saveRevocations}
          </Button>
          <Button variant="default" onClick={() => close.run(undefined).then(() => forget('identity'))}>
            {identities.close}
          </Button>
        </div>
        <p className="dim small">{identities.closedByItself}</p>
        {problem && <ProblemPanel problem={problem} />}
        {wrote !== null && (
          <p role="status" className="break">
            {identities.wrote(wrote)}
          </p>
        )}
      </div>
      <Issue onWrote={say} />
      <Certificates issued={company.issued} onWrote={say} />
      <BackUp onWrote={say} />
    </Panel>
  )
}

function Issue({ onWrote }: { readonly onWrote: (answer: Wrote) => void }) {
  const read = useAction('identity.readRequest')
  const issue = useAction('identity.issue')
  const [request, setRequest] = useState<{ readonly pem: string; readonly name: string } | null>(null)
  const [days, setDays] = useState(700)
  const choose = async (file: File | null) => {
    setRequest(null)
    if (file === null) return
    const pem = await file.text()
    const answer = await read.run({ requestPem: pem })
    if (answer.ok) setRequest({ pem, name: `${answer.value.name}, ${answer.value.company}` })
  }
  const problem = read.problem ?? issue.problem
  return (
    <div className="identity-part">
      <h3>{identities.issue}</h3>
      <FileInput label={identities.issueChoose} accept=".csr,.pem,.req" onChange={choose} />
      {problem && <ProblemPanel problem={problem} />}
      {request !== null && (
        <>
          <p role="status">
            <strong>{identities.issueFor(request.name)}</strong> {identities.issueAsk}
          </p>
          <NumberInput
            label={identities.days}
            min={1}
            max={730}
            allowDecimal={false}
            clampBehavior="strict"
            value={days}
            onChange={(value) => setDays(Number(value) || 1)}
          />
          <Button
            loading={issue.busy}
            onClick={async () => {
              const answer = await issue.run({ requestPem: request.pem, days })
              if (answer.ok && answer.value !== null) setRequest(null)
              onWrote(answer)
            }}
          >
            {identities.issueButton}
          </Button>
        </>
      )}
    </div>
  )
}

function Certificates({
  issued,
  onWrote,
}: {
  readonly issued: readonly Issued[]
  readonly onWrote: (answer: Wrote) => void
}) {
  const [chosen, setChosen] = useState<string | null>(null)
  if (issued.length === 0) return <p className="pad dim">{identities.issuedNone}</p>
  return (
    <>
      <Rows
        caption={identities.issued}
        head={[identities.holder, identities.until, identities.state, identities.serial, '']}
      >
        {issued.map((certificate) => (
          <tr key={certificate.serial}>
            <th scope="row">{certificate.name}</th>
            <td className="nowrap">{dateText(certificate.endsAt)}</td>
            <td>
              <State certificate={certificate} />
            </td>
            <td className="mono small break">{certificate.serial}</td>
            <td className="right">
              {certificate.revoked === null && (
                <Button
                  variant="default"
                  aria-label={identities.takeBackOf(certificate.name)}
                  aria-expanded={chosen === certificate.serial}
                  onClick={() => setChosen(chosen === certificate.serial ? null : certificate.serial)}
                >
                  {identities.takeBack}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Rows>
      {chosen !== null && (
        <TakeBack
          key={chosen}
          certificate={issued.find(({ serial }) => serial === chosen)}
          onWrote={(answer) => {
            setChosen(null)
            onWrote(answer)
          }}
        />
      )}
    </>
  )
}

function State({ certificate: { revoked, endsAt } }: { readonly certificate: Issued }) {
  if (revoked !== null) {
    return (
      <Tag tone="fail" icon={<IconCircleX size="1em" aria-hidden />}>
        {identities.takenBack(revoked.at, identities.reasons[revoked.reason])}
      </Tag>
    )
  }
  const isOver = Date.parse(endsAt) < Date.now()
  return isOver ? (
    <Tag tone="warn" icon={<IconClockOff size="1em" aria-hidden />}>
      {identities.ended}
    </Tag>
  ) : (
    <Tag tone="pass" icon={<IconCircleCheck size="1em" aria-hidden />}>
      {identities.valid}
    </Tag>
  )
}

const reasons = ['left', 'lost', 'replaced'] as const

function TakeBack(props: { readonly certificate: Issued | undefined; readonly onWrote: (answer: Wrote) => void }) {
  const { certificate, onWrote } = props
  const revoke = useAction('identity.revoke')
  const [reason, setReason] = useState<(typeof reasons)[number]>('left')
  if (certificate === undefined) return null
  return (
    <div className="identity-part">
      <h3>{identities.takeBackOf(certificate.name)}</h3>
      <p className="sub small">{identities.takeBackText}</p>
      <Select
        label={identities.reason}
        allowDeselect={false}
        data={reasons.map((value) => ({ value, label: identities.reasons[value] }))}
        value={reason}
        onChange={(value) => setReason(reasons.find((known) => known === value) ?? 'left')}
      />
      <Button
        loading={revoke.busy}
        onClick={async () => {
          const answer = await revoke.run({ serial: certificate.serial, reason })
          if (answer.ok && answer.value !== null) onWrote(answer)
        }}
      >
        {identities.takeBack}
      </Button>
      {revoke.problem && <ProblemPanel problem={revoke.problem} />}
    </div>
  )
}

function BackUp({ onWrote }: { readonly onWrote: (answer: Wrote) => void }) {
  const backUp = useAction('identity.backUp')
  const [passphrase, setPassphrase] = useState('')
  return (
    <div className="identity-part">
      <h3>{identities.backUp}</h3>
      <p className="sub small">{identities.backUpText}</p>
      <PassphraseField
        label={identities.backUpPassphrase}
        least={passphraseMinLength}
        value={passphrase}
        onValue={setPassphrase}
      />
      <Button
        variant="default"
        disabled={passphrase.length < passphraseMinLength}
        loading={backUp.busy}
        onClick={async () => {
          const answer = await backUp.run({ passphrase })
          setPassphrase('')
          onWrote(answer)
        }}
      >
        {identities.backUpButton}
      </Button>
      {backUp.problem && <ProblemPanel problem={backUp.problem} />}
    </div>
  )
}
