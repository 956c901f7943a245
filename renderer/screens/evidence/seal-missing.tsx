import { Button, Checkbox } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHandStop } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { type Progress, useRunningWork } from '../../api/live.tsx'
import { Panel } from '../../components/panel.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'

export type Ready = Output<'evidence.ready'>
export type Missing = Ready['missing'][number]
const { evidence } = text

type Work = Progress['work']

/** Where each kind of long work is watched. */
const workAt: Readonly<Record<Work, string>> = {
  discover: '#/discover',
  assess: '#/devices',
  plan: '#/changes',
  fix: '#/changes',
  upgrade: '#/firmware/upgrade',
  seal: '#/evidence',
  segmentation: '#/record/segmentation',
  snapshot: '#/devices',
}

const devicesWhere = (...filters: readonly string[]): string =>
  `#/devices/where/${encodeURIComponent(filters.join('&'))}`

/** Where it is settled: the devices themselves where they are known. */
function wayOut({ kind, at = [] }: Missing, running: Work | null): string {
  if (kind === 'work-running' && running !== null) return workAt[running]
  if (kind === 'unresolved-passwords' && at.length > 0)
    return devicesWhere(...at.map((address) => `address=${address}`))
  return usualWayOut[kind]
}

const usualWayOut: Readonly<Record<Missing['kind'], string>> = {
  'work-running': '#/overview',
  'nothing-assessed': '#/devices',
  'signer-mismatch': '#/identity',
  'unresolved-passwords': '#/devices',
  'stale-attestations': '#/attest',
  'not-attested': '#/attest',
  'not-assessed': devicesWhere('state=unread'),
  'not-decided': devicesWhere('outcome=unknown', 'outcome=error', 'outcome=notchecked'),
  'open-items': devicesWhere('outcome=fail'),
  conflicts: devicesWhere('state=conflict'),
  'old-catalog': '#/firmware',
}

const look: Readonly<Record<Missing['weight'], { readonly tone: Tone; readonly icon: typeof IconCircleX }>> = {
  stops: { tone: 'fail', icon: IconCircleX },
  agree: { tone: 'warn', icon: IconHandStop },
  stated: { tone: 'rest', icon: IconAlertTriangle },
}
const weights = ['stops', 'agree', 'stated'] as const
const said = { stops: evidence.stops, agree: evidence.asks, stated: evidence.stated }

interface SealMissingProps {
  readonly missing: readonly Missing[]
  readonly agreed: ReadonlySet<Missing['kind']>
  readonly onAgree: (missing: Missing) => void
}

/** Everything that is not as it should be: what stops the seal, what asks for a yes, what the pack will state by itself. */
export function SealMissing({ missing, agreed, onAgree }: SealMissingProps) {
  const running = useRunningWork()?.work ?? null
  const counts = weights.map((weight) => ({ weight, amount: missing.filter((one) => one.weight === weight).length }))
  return (
    <Panel
      title={evidence.missing}
      aside={counts
        .filter(({ amount }) => amount > 0)
        .map(({ weight, amount }) => {
          const { tone, icon: Icon } = look[weight]
          return (
            <Tag key={weight} tone={tone} icon={<Icon size="1em" aria-hidden />}>
              {said[weight](amount)}
            </Tag>
          )
        })}
      flush
    >
      <ul className="missing">
        {missing.length === 0 && (
          <li>
            <IconCircleCheck size="1.15rem" className="c-pass" aria-hidden />
            <span>{evidence.nothingMissing}</span>
          </li>
        )}
        {missing.map((one) => {
          const { kind, amount, weight } = one
          const [what = '', why = '', button = ''] = evidence.kinds[kind](amount)
          const Icon = look[weight].icon
          return (
            <li key={kind}>
              <Icon size="1.15rem" className={weight === 'stops' ? 'c-fail' : 'c-warn'} aria-hidden />
              <span>
                <strong>{what}</strong>
                <span className="dim">{why}</span>
                {weight === 'agree' && (
                  <Checkbox
                    className="agree"
                    label={evidence.agreeShort}
                    aria-label={evidence.agree(what)}
                    checked={agreed.has(kind)}
                    onChange={() => onAgree(one)}
                  />
                )}
              </span>
              <Button variant="default" component="a" href={wayOut(one, running)} aria-label={`${button}: ${what}`}>
                {button}
              </Button>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
