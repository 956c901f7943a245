import './tag.css'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconClockPause,
  IconHelpCircle,
  IconTool,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Output } from '../../electron/contract/channels.ts'
import { text } from '../text/text.ts'

export type Outcome = Output<'devices.view'>['findings'][number]['outcome']
export type Tone = 'pass' | 'fixed' | 'fail' | 'warn' | 'human' | 'rest'

/** How each outcome looks. Colour never stands alone: icon and word go with it. */
export const outcomeLook: Readonly<Record<Outcome, { readonly tone: Tone; readonly icon: typeof IconCircleCheck }>> = {
  pass: { tone: 'pass', icon: IconCircleCheck },
  fixed: { tone: 'fixed', icon: IconTool },
  fail: { tone: 'fail', icon: IconCircleX },
  error: { tone: 'warn', icon: IconAlertTriangle },
  unknown: { tone: 'warn', icon: IconHelpCircle },
  notchecked: { tone: 'rest', icon: IconCircleDashed },
  notapplicable: { tone: 'rest', icon: IconCircleMinus },
  attested: { tone: 'human', icon: IconUserCheck },
  waived: { tone: 'rest', icon: IconClockPause },
}

export function Tag(props: { readonly tone?: Tone; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <span className={`tag tone-${props.tone ?? 'rest'}`}>
      {props.icon}
      {props.children}
    </span>
  )
}

export function OutcomeTag({ outcome, children }: { readonly outcome: Outcome; readonly children?: ReactNode }) {
  const { tone, icon: Icon } = outcomeLook[outcome]
  return (
    <Tag tone={tone} icon={<Icon size="1em" stroke={2} aria-hidden />}>
      {children ?? text.outcome[outcome]}
    </Tag>
  )
}
