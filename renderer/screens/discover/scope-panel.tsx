import { Button, Checkbox, SegmentedControl, Textarea } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBox,
  IconCircleCheck,
  IconCircleDashed,
  IconPlug,
  IconPlugConnected,
  IconPlus,
  IconSchool,
  IconShieldLock,
  IconWifi,
  IconWorld,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Input, Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import type { Draft } from '../../api/use-draft.ts'
import { ActButton } from '../../components/act-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { countAddresses, largestUnasked, networksMeet, splitLines } from './scope-text.ts'

type Pace = Input<'discovery.start'>['pace']
type Card = Output<'scope.interfaces'>[number]
const { discover } = text

/** The scope as it is edited, one address or network in each line. */
export interface ScopeDraft {
  readonly interfaces: readonly string[]
  readonly targets: string
  readonly excluded: string
}

export const scopeDraftOf = (scope: SiteView['scope']): ScopeDraft => ({
  interfaces: scope?.interfaces ?? [],
  targets: scope?.targets.join('\n') ?? '',
  excluded: scope?.excluded.join('\n') ?? '',
})

interface ScopePanelProps {
  readonly draft: Draft<ScopeDraft>
  readonly editing: boolean
  /** Discovery runs: nothing here can be changed. */
  readonly locked: boolean
  readonly pace: Pace
  readonly onPace: (pace: Pace) => void
  readonly onEdit: () => void
  /** Leaves the confirmed scope as it is; null while there is none. */
  readonly onLeave: (() => void) | null
  readonly onConfirmed: (site: SiteView) => void
}

/** The scope in the hands of the technician: no network is ticked or written down for them. */
export function ScopePanel(props: ScopePanelProps) {
  const { draft, editing, locked, pace, onPace, onEdit, onLeave, onConfirmed } = props
  const { interfaces, targets: targetText, excluded: excludedText } = draft.value
  const change = (over: Partial<ScopeDraft>) => draft.set((known) => ({ ...known, ...over }))
  const [largeConfirmed, setLargeConfirmed] = useState(false)
  const confirm = useAction('scope.confirm')
  const targets = splitLines(targetText)
  const size = countAddresses(targets)
  const still = !editing || locked
  const tick = (address: string) =>
    change({
      interfaces: interfaces.includes(address)
        ? interfaces.filter((other) => other !== address)
        : [...interfaces, address],
    })
  const add = (cidr: string) => change({ targets: splitLines(`${targetText}\n${cidr}`).join('\n') })
  const submit = async () => {
    const answer = await confirm.run({
      scope: { targets, interfaces: [...interfaces], excluded: splitLines(excludedText) },
      largeConfirmed,
    })
    if (answer.ok) onConfirmed(answer.value)
  }
  return (
    <Panel title={discover.where} flush>
      <Asked channel="scope.interfaces" input={undefined}>
        {(cards) =>
          cards.length === 0 ? (
            <p className="pad sub">{discover.noCards}</p>
          ) : (
            <ul className="cards">
              {cards.map((card) => (
                <NetworkCard
                  key={card.address}
                  card={card}
                  ticked={interfaces.includes(card.address)}
                  still={still}
                  missing={!targets.some((target) => networksMeet(target, card.cidr))}
                  onTick={() => tick(card.address)}
                  onAdd={() => add(card.cidr)}
                />
              ))}
            </ul>
          )
        }
      </Asked>
      <div className="scope-form">
        <Textarea
          label={discover.targets}
          description={`${size > 0 ? `${discover.addresses(size)} ` : ''}${discover.targetsNote}`}
          classNames={{ input: 'mono-input' }}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          readOnly={still}
          value={targetText}
          onChange={(event) => change({ targets: event.currentTarget.value })}
        />
        <Textarea
          label={discover.excluded}
          description={discover.excludedNote}
          classNames={{ input: 'mono-input' }}
          autosize
          minRows={1}
          maxRows={6}
          spellCheck={false}
          readOnly={still}
          value={excludedText}
          onChange={(event) => change({ excluded: event.currentTarget.value })}
        />
        {editing && size > largestUnasked && (
          <Checkbox
            label={discover.large}
            checked={largeConfirmed}
            onChange={(event) => setLargeConfirmed(event.currentTarget.checked)}
          />
        )}
        <div className="field">
          <span className="field-label" id="pace-label">
            {discover.pace}
          </span>
          <SegmentedControl
            aria-labelledby="pace-label"
            disabled={locked}
            value={pace}
            onChange={(value) => onPace(value as Pace)}
            data={(['gentle', 'normal', 'fast'] as const).map((value) => ({ value, label: discover.paces[value] }))}
          />
          <span className="field-note">{discover.paceNote[pace]}</span>
        </div>
        {editing && interfaces.length === 0 && (
          <div className="conflict-banner tone-warn" role="status">
            <IconAlertTriangle size="1.2rem" aria-hidden />
            <span>{discover.noCardTicked}</span>
          </div>
        )}
        {confirm.problem && <ProblemPanel problem={confirm.problem} />}
        <div className="scope-foot">
          {editing ? (
            <>
              <ActButton
                loading={confirm.busy}
                disabled={targets.length === 0 || (size > largestUnasked && !largeConfirmed)}
                onClick={submit}
              >
                {discover.confirm}
              </ActButton>
              {onLeave !== null && (
                <Button variant="default" onClick={onLeave}>
                  {discover.leave}
                </Button>
              )}
              {draft.isBegun && (
                <span role="status" className="unsaved-note">
                  {discover.unconfirmed}
                </span>
              )}
            </>
          ) : (
            <ActButton variant="default" disabled={locked} onClick={onEdit}>
              {discover.change}
            </ActButton>
          )}
        </div>
      </div>
    </Panel>
  )
}

const cardIcon: Readonly<Record<Card['kind'], typeof IconPlug>> = {
  practice: IconSchool,
  tunnel: IconShieldLock,
  virtual: IconBox,
  wireless: IconWifi,
  'link-local': IconPlugConnected,
  'wired-private': IconPlug,
  public: IconWorld,
}

function NetworkCard(props: {
  readonly card: Card
  readonly ticked: boolean
  readonly still: boolean
  readonly missing: boolean
  readonly onTick: () => void
  readonly onAdd: () => void
}) {
  const { card, ticked, still, missing, onTick, onAdd } = props
  const Icon = cardIcon[card.kind]
  return (
    <li className={ticked ? 'on' : ''}>
      <Checkbox
        aria-label={discover.useCard(card.name, card.address)}
        checked={ticked}
        disabled={still}
        onChange={onTick}
      />
      <div>
        <div className="card-line">
          <Icon size="1.15rem" stroke={1.6} aria-hidden />
          <strong>{card.name}</strong>
          <span className="mono">{card.address}</span>
          <span className="dim">{discover.cardKind[card.kind]}</span>
          {card.suggested ? (
            <Tag tone="pass" icon={<IconCircleCheck size="1em" aria-hidden />}>
              {discover.suggested}
            </Tag>
          ) : (
            <Tag icon={<IconCircleDashed size="1em" aria-hidden />}>{discover.notSuggested}</Tag>
          )}
        </div>
        <p>{discover.card[card.kind]}</p>
        {ticked && <p className="dim">{missing ? discover.cardNotInScope : discover.cardInScope}</p>}
        {ticked && missing && !still && (
          <Button variant="default" mt="0.3rem" leftSection={<IconPlus size="1em" aria-hidden />} onClick={onAdd}>
            {discover.addNetwork(card.cidr)}
          </Button>
        )}
      </div>
    </li>
  )
}
