import { Modal } from '@mantine/core'
import type { FormEventHandler, ReactNode } from 'react'
import { checklistText } from '../../text/checklist-text.ts'
import { text } from '../../text/text.ts'

interface ItemDialogProps {
  readonly title: string
  /** Title of the item of the checklist. */
  readonly item: string
  /** What comes of it. */
  readonly note: string
  readonly onClose: () => void
  readonly onSubmit: FormEventHandler<HTMLFormElement>
  readonly children: ReactNode
}

/** A form about one item of the checklist, in front of the screen. */
export function ItemDialog({ title, item, note, onClose, onSubmit, children }: ItemDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': text.common.close }}
      size="lg"
      centered
    >
      <form className="stack" onSubmit={onSubmit} noValidate>
        <p className="sub">
          <strong>{checklistText(item)}.</strong> {note}
        </p>
        {children}
      </form>
    </Modal>
  )
}
