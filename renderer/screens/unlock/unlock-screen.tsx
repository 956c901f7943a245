import './unlock.css'
import { Button, PasswordInput } from '@mantine/core'
import { IconEye, IconLock } from '@tabler/icons-react'
import { type FormEvent, useContext, useRef, useState } from 'react'
import { Redirect, useParams } from 'wouter'
import type { Output } from '../../../electron/contract/channels.ts'
import { readUnlockSegment } from '../../../electron/contract/unlock-route.ts'
import { placeOf } from '../../api/place.ts'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import { useAhead, useQuery } from '../../api/use-query.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { Meter } from '../../components/meter.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { type LeftSite, LeftSiteContext } from '../../frame/left-site.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

/** Asks for the passphrase of one site: one that was chosen, or the one that was just locked. */
export function UnlockScreen() {
  const left = useContext(LeftSiteContext)
  const { site } = useParams<{ readonly site?: string }>()
  const refresh = useRefresh()
  const ahead = useAhead()
  const open = useAction('site.open')
  const look = useAction('site.read')
  const [passphrase, setPassphrase] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const named = site === undefined ? left : readUnlockSegment(site)
  const behindLock = useQuery('site.behind', undefined)
  if (named === null) return <Redirect to="/" />
  const { file, name } = named
  const locked = left !== null && left.file === file
  const behind = locked && behindLock.status === 'ready' ? behindLock.value : null
  const isHeld = open.problem?.code === 'store/in-use'
  const show = (opened: SiteView) => {
    // What the frame asks for first, and thousands of rows, are on their way while it is drawn.
    ahead('draft.list', undefined)
    if (placeOf(opened)?.startsWith('/devices')) {
      ahead('devices.views', undefined)
      ahead('devices.list', undefined)
    }
    refresh('site.view', undefined, opened)
  }
  const unlock = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await open.run({ file, passphrase })
    // The same passphrase opens the look that is offered then.
    if (answer.ok || answer.problem.code !== 'store/in-use') setPassphrase('')
    if (answer.ok) show(answer.value)
    // The button goes off with the passphrase: the next try begins in the field.
    else field.current?.focus()
  }
  const lookOnly = async () => {
    const answer = await look.run({ file, passphrase })
    setPassphrase('')
    if (answer.ok) show(answer.value)
  }
  return (
    <div className="unlock">
      <IconLock size="1.75rem" stroke={1.5} aria-hidden />
      <PageHead title={locked ? text.unlock.locked : text.unlock.title} />
      {locked && <Locked reason={left.reason} behind={behind} />}
      <form onSubmit={unlock}>
        <PasswordInput
          ref={field}
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
      {behind?.state !== 'goes-on' && <a href="#/">{text.unlock.another}</a>}
    </div>
  )
}

type Behind = Output<'site.behind'>

/** Why it is locked, and what becomes of the work that ran: how far it is, and nothing about the devices. */
function Locked({ reason, behind }: { readonly reason: LeftSite['reason']; readonly behind: Behind }) {
  const keysAreKept = behind?.state === 'goes-on' || behind?.state === 'ending'
  return (
    <>
      <p className="sub">
        {text.lockReason[reason]} {reason !== 'crash' && !keysAreKept && text.unlock.keysGone}
      </p>
      {behind !== null && (
        <div className="unlock-behind" role="status">
          <p>
            <strong>{text.work[behind.work]}</strong>
            {behind.total !== null && (
              <span className="num"> {text.unlock.howFar(numberText(behind.done), numberText(behind.total))}</span>
            )}
          </p>
          {keysAreKept && <Meter done={behind.done} total={behind.total} label={text.work[behind.work]} />}
          <p className="sub small">{text.unlock.behind[behind.state]}</p>
          {keysAreKept && <p className="sub small">{text.unlock.keysKept}</p>}
        </div>
      )}
    </>
  )
}
