import {
  IconAlertTriangle,
  IconBug,
  IconCalendarX,
  IconCircleCheck,
  IconCircleDashed,
  IconFlame,
  IconHelpCircle,
  IconHistory,
} from '@tabler/icons-react'
import type { Output } from '../../electron/contract/channels.ts'
import { text } from '../text/text.ts'
import { Tag, type Tone } from './tag.tsx'

export type Standing = Output<'firmware.view'>['groups'][number]['is'][number]

/** How each standing looks: the colour of the outcome that it leads to, and an icon, a word and (in charts) a pattern of its own. */
const look: Readonly<Record<Standing | 'unjudged', { readonly tone: Tone; readonly icon: typeof IconBug }>> = {
  exploited: { tone: 'fail', icon: IconFlame },
  flawed: { tone: 'fail', icon: IconBug },
  ended: { tone: 'fail', icon: IconCalendarX },
  behind: { tone: 'fail', icon: IconHistory },
  suspect: { tone: 'warn', icon: IconAlertTriangle },
  undecided: { tone: 'warn', icon: IconHelpCircle },
  quiet: { tone: 'pass', icon: IconCircleCheck },
  unjudged: { tone: 'rest', icon: IconCircleDashed },
}

export function StandingTag({ standing }: { readonly standing: Standing | 'unjudged' }) {
  const { tone, icon: Icon } = look[standing]
  return (
    <Tag tone={tone} icon={<Icon size="1em" stroke={2} aria-hidden />}>
      {text.firmware.standing[standing]}
    </Tag>
  )
}
