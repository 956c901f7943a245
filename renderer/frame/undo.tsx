import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react'
import type { Result } from '../../electron/contract/channels.ts'
import { text } from '../text/text.ts'

const shownMs = 20_000
const id = 'undo'

type Undo = () => Promise<Result<unknown>> | null
let newest: Undo | null = null

/**
 * Says what was just done and offers to take it back, for a while and until the next thing is done. Taking back is a step of its
 * own in the log; nothing that was kept is deleted. `undo` answers null where there was nothing to ask main.
 */
export function offerUndo(said: string, undo: Undo): void {
  newest = undo
  notifications.hide(id)
  notifications.show({
    id,
    title: said,
    message: (
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size="1.1em" aria-hidden />}
        rightSection={<kbd aria-hidden>{text.notices.undoKeys}</kbd>}
        onClick={undoNewest}
      >
        {text.notices.undo}
      </Button>
    ),
    autoClose: shownMs,
    withBorder: true,
    closeButtonProps: { 'aria-label': text.common.dismiss },
    onClose: () => {
      if (newest === undo) newest = null
    },
  })
}

/** Takes back what is offered now; nothing where nothing is. */
export async function undoNewest(): Promise<void> {
  const undo = newest
  newest = null
  if (undo === null) return
  notifications.hide(id)
  const answer = await undo()
  const failed = answer !== null && !answer.ok ? answer.problem : null
  notifications.show({
    title: failed === null ? text.notices.undone : text.notices.notUndone,
    message: failed === null ? '' : `${failed.message} ${failed.remedy}`,
    autoClose: failed === null ? 5_000 : false,
    withBorder: true,
    ...(failed === null ? {} : { icon: <IconAlertTriangle size="1.2rem" aria-hidden /> }),
    closeButtonProps: { 'aria-label': text.common.dismiss },
  })
}

/** Nothing of a site that was left stays on offer. */
export function forgetUndo(): void {
  newest = null
  notifications.clean()
}
