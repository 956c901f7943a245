import './wave-strip.css'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconLoader2,
  IconPlayerPause,
  IconPlayerStop,
} from '@tabler/icons-react'
import { Meter } from '../../components/meter.tsx'
import { text } from '../../text/text.ts'
import type { WaveCard, WaveState } from './wave-cards.ts'

const { changes } = text

const icons: Readonly<Record<WaveState, typeof IconLoader2>> = {
  waiting: IconCircleDashed,
  running: IconLoader2,
  paused: IconPlayerPause,
  done: IconCircleCheck,
  part: IconCircleCheck,
  attention: IconAlertTriangle,
  left: IconPlayerStop,
}

/** How far each wave is. */
export function WaveStrip({ cards }: { readonly cards: readonly WaveCard[] }) {
  return (
    <ol className="wave-strip" aria-label={changes.wavesAria}>
      {cards.map(({ from, to, devices, done, state }) => {
        const Icon = icons[state]
        const name = from === 0 ? changes.wave(0) : changes.waves(from, to)
        return (
          <li key={from} className={`wave wave-${state}`}>
            <span className="wave-head">
              <Icon size="1.1rem" className={state === 'running' ? 'spin' : undefined} aria-hidden />
              <strong>{name}</strong>
              <span className="num dim">
                {done} / {devices}
              </span>
            </span>
            {state === 'waiting' ? (
              <span className="meter" />
            ) : (
              <Meter done={done} total={devices} label={name} held={state === 'paused'} />
            )}
            <span className="small dim">{changes.waveState[state]}</span>
          </li>
        )
      })}
    </ol>
  )
}
