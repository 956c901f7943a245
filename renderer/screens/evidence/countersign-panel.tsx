import { Button, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconWritingSign } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { countersignRoles, countersignWays, otherPack, useCountersign } from './use-countersign.ts'

const { evidence } = text

/** A second person signs a sealed pack with a key of their own. */
export function CountersignPanel({ packs }: { readonly packs: Output<'evidence.list'> }) {
  const form = useCountersign(packs)
  const { sign, signed, isReady } = form
  return (
    <Panel title={evidence.countersign}>
      <div className="stack-tight">
        <p className="sub small">{evidence.countersignText}</p>
        <WhatIsSigned form={form} />
        <WhoSigns form={form} />
        {sign.problem && <ProblemPanel problem={sign.problem} onDismiss={sign.dismiss} />}
        <div>
          <Button
            variant="default"
            loading={sign.busy}
            disabled={!isReady}
            leftSection={<IconWritingSign size="1.1em" aria-hidden />}
            onClick={form.run}
          >
            {evidence.countersignButton}
          </Button>
        </div>
        {signed !== null && (
          <p role="status" className="break">
            {evidence.countersigned(signed)}
          </p>
        )}
      </div>
    </Panel>
  )
}

interface PartProps {
  readonly form: ReturnType<typeof useCountersign>
}

/** The pack, as whom it is signed, and whose key signs it. */
function WhatIsSigned({ form }: PartProps) {
  const packs = form.newest.map(({ packId, sequence, variant }) => ({
    value: packId,
    label: `${evidence.number(sequence)}, ${evidence.variant[variant]}`,
  }))
  return (
    <>
      <Select
        label={evidence.countersignPack}
        allowDeselect={false}
        data={[...packs, { value: otherPack, label: evidence.countersignOther }]}
        value={form.packId}
        onChange={(chosen) => form.change({ packId: chosen ?? otherPack })}
      />
      <Select
        label={evidence.countersignRole}
        allowDeselect={false}
        data={countersignRoles.map((value) => ({ value, label: evidence.role[value] }))}
        value={form.role}
        onChange={form.chooseRole}
      />
      <Select
        label={evidence.countersignWay}
        allowDeselect={false}
        data={countersignWays.map((value) => ({ value, label: evidence.way[value] }))}
        value={form.way}
        onChange={(chosen) => form.change({ way: chosen ?? 'new' })}
      />
    </>
  )
}

/** The name, what is said, and the passphrase of the key. */
function WhoSigns({ form }: PartProps) {
  const { way } = form
  return (
    <>
      <TextInput
        label={evidence.countersignName}
        autoComplete="off"
        value={form.name}
        onChange={(event) => form.change({ name: event.currentTarget.value })}
      />
      <Textarea
        label={evidence.countersignStatement}
        autosize
        minRows={2}
        value={form.statement}
        onChange={(event) => form.change({ statement: event.currentTarget.value })}
      />
      <PasswordInput
        label={evidence.countersignPassphrase[way]}
        description={way === 'new' ? evidence.passphraseNeeded(passphraseMinLength) : undefined}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': text.common.show }}
        value={form.passphrase}
        onChange={(event) => form.setPassphrase(event.currentTarget.value)}
      />
    </>
  )
}
