import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { useRunningWork } from '../../api/live.tsx'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'
import { useSegmentationTest, type WhereField } from './use-segmentation-test.ts'

const { record } = text

interface SegmentationTestProps {
  /** How many addresses must not be reached. */
  readonly targets: number
}

/** Asks where the technician stands and for an explicit yes; only then anything is contacted. */
export function SegmentationTest({ targets }: SegmentationTestProps) {
  const form = useSegmentationTest()
  return (
    <Panel title={record.test}>
      {targets === 0 ? (
        <p className="sub">{record.noTargets}</p>
      ) : (
        <Asked channel="scope.interfaces" input={undefined}>
          {(cards) => <TestForm targets={targets} cards={cards} form={form} />}
        </Asked>
      )}
    </Panel>
  )
}

type Cards = Output<'scope.interfaces'>
type TestState = ReturnType<typeof useSegmentationTest>

interface TestFormProps extends SegmentationTestProps {
  readonly cards: Cards
  readonly form: TestState
}

function TestForm({ targets, cards, form }: TestFormProps) {
  const running = useRunningWork()
  const { test, yes, card, isBeyond, isReady } = form
  const address = card === '' ? (cards[0]?.address ?? '') : card
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void form.run(address)
      }}
    >
      <p className="sub">{record.testText(targets)}</p>
      <div className="field-grid">
        <NativeSelect label={record.card} value={address} onChange={(event) => form.setCard(event.currentTarget.value)}>
          {cards.map(({ name, address: own }) => (
            <option key={own} value={own}>
              {name}, {own}
            </option>
          ))}
        </NativeSelect>
        <Where form={form} name="switchName" label={record.switchName} />
        <Where form={form} name="port" label={record.switchPort} />
        <Where form={form} name="vlan" label={record.vlan} />
        <Where form={form} name="beyond" label={record.wayOut} />
        <Where form={form} name="beyondPort" label={record.wayOutPort} />
      </div>
      <p className="dim small">
        {record.whereNote} {record.wayOutNote}
      </p>
      <Checkbox
        label={record.testYes(targets + (isBeyond ? 1 : 0))}
        checked={yes}
        onChange={(event) => form.setYes(event.currentTarget.checked)}
      />
      {test.problem && <ProblemPanel problem={test.problem} onDismiss={test.dismiss} />}
      <div>
        <ActButton
          type="submit"
          loading={test.busy}
          disabled={!isReady || address === '' || running !== null}
          leftSection={<IconPlugConnected size="1.1em" aria-hidden />}
        >
          {record.testRun(targets)}
        </ActButton>
      </div>
    </form>
  )
}

function Where(props: { readonly form: TestState; readonly name: WhereField; readonly label: string }) {
  const { form, name, label } = props
  return (
    <TextInput
      label={label}
      error={form.errors[name]}
      value={form.where[name]}
      onChange={(event) => form.set(name, event.currentTarget.value)}
    />
  )
}
