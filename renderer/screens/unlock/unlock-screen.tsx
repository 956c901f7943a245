import './unlock.css'
import { Button, PasswordInput } from '@mantine/core'
import { IconEye, IconLock } from '@tabler/icons-react'
import { type FormEvent, useContext, useState } from 'react'
import { Redirect, useParams } from 'wouter'
import { readUnlockSegment } from '../../../electron/contract/unlock-route.ts'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { LeftSiteContext } from '../../frame/left-site.ts'
import { text } from '../../text/text.ts'

/** Asks for the passphrase of one site: one that was chosen, or the one that was just locked. */
export function UnlockScreen() {
  const left = useContext(LeftSiteContext)
  const { site } = useParams<{ readonly site?: string }>()
  const refresh = useRefresh()
  const open = useAction('site.open')
  const look = useAction('site.read')
  const [passphrase, setPassphrase] = useState('')
  const named = site === undefined ? left : readUnlockSegment(site)
  if (named === null) return <Redirect to="/" />
  const { file, name } = named
  const locked = left !== null && left.file === file
  const isHeld = open.problem?.code === 'store/in-use'
  const unlock = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await open.run({ file, passphrase })
    // The same passphrase opens the look that is offered then.
    if (answer.ok || answer.problem.code !== 'store/in-use') setPassphrase('')
    if (answer.ok) refresh('site.view', undefined, answer.value)
  }
  const lookOnly = async () => {
    const answer = await look.run({ file, passphrase })
    setPassphrase('')
    if (answer.ok) refresh('site.view', undefined, answer.value)
  }
  return (
    <div className="unlock">
      <IconLock size="1.75rem" stroke={1.5} aria-hidden />
      <PageHead title={locked ? text.unlock.locked : text.unlock.title} />
      {locked && <p className="sub">{text.lockReason[left.reason]}</p>}
      <form onSubmit={unlock}>
        <PasswordInput
          label={text.unlock.passphraseOf(name)}
          size="sm"
          autoComplete="off"
          autoFocus
          value={passphrase}
          error={open.problem !== null}
          visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {open.problem && <ProblemPanel problem={open.problem} />}
        {look.problem && <ProblemPanel problem={look.problem} />}
        {isHeld && (
          <div className="unlock-look">
            <p className="sub">{text.unlock.heldText}</p>
            <Button
              variant="default"
              size="sm"
              fullWidth
              loading={look.busy}
              disabled={passphrase === ''}
              leftSection={<IconEye size="1.1em" aria-hidden />}
              onClick={lookOnly}
            >
              {text.unlock.look}
            </Button>
          </div>
        )}
        <Button type="submit" size="sm" fullWidth loading={open.busy} disabled={passphrase === ''}>
          {text.unlock.unlock}
        </Button>
      </form>
      <p className="dim small">
        {text.unlock.noReset} {text.unlock.opening}
      </p>
      <a href="#/">{text.unlock.another}</a>
    </div>
  )
}
