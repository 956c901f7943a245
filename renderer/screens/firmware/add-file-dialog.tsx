import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

const { upgrade } = text

/** Takes what the person knows of a firmware file, then the file itself in a dialog of the system. */
export function AddFileDialog({ onClose }: { readonly onClose: () => void }) {
  const [vendor, setVendor] = useState('')
  const [models, setModels] = useState('')
  const [version, setVersion] = useState('')
  const [sourceNote, setSourceNote] = useState('')
  const add = useAction('upgrade.addFile')
  const forget = useForget()
  const choose = async (event: FormEvent) => {
    event.preventDefault()
    const named = models
      .split(',')
      .map((model) => model.trim())
      .filter((model) => model !== '')
    const answer = await add.run({ vendor, models: named, version, sourceNote })
    if (!answer.ok || answer.value === null) return
    forget('upgrade')
    onClose()
  }
  const field = (label: string, value: string, set: (value: string) => void) => (
    <TextInput
      label={label}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={upgrade.addTitle}
      closeButtonProps={{ 'aria-label': text.common.close }}
      centered
    >
      <form className="stack" onSubmit={choose}>
        <p className="sub">{upgrade.addText}</p>
        {field(upgrade.vendor, vendor, setVendor)}
        {field(upgrade.models, models, setModels)}
        {field(upgrade.versionField, version, setVersion)}
        {field(upgrade.note, sourceNote, setSourceNote)}
        {add.problem && <ProblemPanel problem={add.problem} />}
        <Button type="submit" loading={add.busy}>
          {upgrade.choose}
        </Button>
      </form>
    </Modal>
  )
}
