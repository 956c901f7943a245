import '@mantine/notifications/styles.css'
import './notices.css'
import { useHotkeys } from '@mantine/hooks'
import { Notifications, notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCircleCheck, IconPlayerStop } from '@tabler/icons-react'
import { useRef } from 'react'
import type { Api } from '../../electron/contract/channels.ts'
import { useApi } from '../api/api-context.ts'
import type { Progress } from '../api/live.tsx'
import { useEvent } from '../api/use-event.ts'
import { text } from '../text/text.ts'
import { forgetUndo, undoNewest } from './undo.tsx'

/** Shorter work was watched; a message about it would only be in the way. */
const longMs = 5_000
const shownMs = 12_000

const look = { done: IconCircleCheck, cancelled: IconPlayerStop, problem: IconAlertTriangle }

const ofDevices: readonly string[] = ['assess', 'plan', 'fix', 'upgrade']

/** What was counted are devices, or nothing that a person counts. Discovery counts questions: how many devices it found is asked. */
async function doneText(api: Api, work: string, done: number): Promise<string> {
  const { amount } = text.notices
  if (ofDevices.includes(work)) return amount.devices(done)
  if (work !== 'discover') return amount.other
  const found = await api.call('discovery.view', undefined)
  return found.ok ? amount.known(found.value.devices) : amount.other
}

async function say(api: Api, work: Progress['work'], state: keyof typeof look, done: number): Promise<void> {
  const Icon = look[state]
  notifications.show({
    id: work,
    title: text.notices[state][work],
    message: state === 'done' ? await doneText(api, work, done) : text.notices.kept,
    autoClose: state === 'problem' ? false : shownMs,
    icon: <Icon size="1.2rem" aria-hidden />,
    withBorder: true,
    closeButtonProps: { 'aria-label': text.common.dismiss },
  })
}

/** Says that long work ended, on whatever screen the person is by then; a screen reader hears it too. */
export function Notices() {
  const api = useApi()
  const startedAt = useRef<number | null>(null)
  useEvent('progress', ({ work, state, done }) => {
    if (state === 'running') {
      startedAt.current ??= performance.now()
      return
    }
    const took = startedAt.current === null ? 0 : performance.now() - startedAt.current
    startedAt.current = null
    if (took < longMs && state !== 'problem') return
    void say(api, work, state, done)
  })
  useEvent('locked', forgetUndo)
  useHotkeys([['mod+Z', () => void undoNewest()]])
  return (
    <aside aria-label={text.notices.region}>
      <Notifications position="bottom-right" limit={2} withinPortal={false} />
    </aside>
  )
}
