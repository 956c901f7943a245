import { Button, Checkbox } from '@mantine/core'
import {
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
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { networksMeet } from './scope-text.ts'

type Card = Output<'scope.interfaces'>[number]
const { discover } = text

interface NetworkCardsProps {
  /** Addresses of the cards that are ticked. */
  readonly ticked: readonly string[]
  readonly targets: readonly string[]
  readonly still: boolean
  readonly onTick: (address: string) => void
  readonly onAdd: (cidr: string) => void
}

/** The network cards of this computer: those that are ticked are asked by multicast. */
export function NetworkCards({ ticked, targets, still, onTick, onAdd }: NetworkCardsProps) {
  return (
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
                ticked={ticked.includes(card.address)}
                still={still}
                missing={!targets.some((target) => networksMeet(target, card.cidr))}
                onTick={() => onTick(card.address)}
                onAdd={() => onAdd(card.cidr)}
              />
            ))}
          </ul>
        )
      }
    </Asked>
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
