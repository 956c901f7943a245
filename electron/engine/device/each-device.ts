import PQueue from 'p-queue'
import { type Device, endpointText } from '../../model/device.ts'
import { Cancelled, ExpectedError, type Problem } from '../../model/errors.ts'
import type { Pace } from '../../model/site.ts'
import { CardGate } from '../../protocols/card-gate.ts'
import type { OwnCards } from '../../protocols/own-cards.ts'
import type { WorkOptions } from '../progress.ts'

/** Devices worked on at the same time; each gets one request at a time. */
export const devicesAtOnce: Readonly<Record<Pace, number>> = { gentle: 4, normal: 12, fast: 24 }

export interface EachOptions extends WorkOptions {
  readonly work: 'assess' | 'fix'
  readonly pace: Pace
  readonly cards: OwnCards
  /** Work that was begun is finished, and cancelling is no error: what became of each device stands in its own record. */
  readonly finishBegun?: boolean
}

/**
 * Does `work` for each device, some at a time, with progress. Takes no new ones once cancelled, nor while this computer itself has no
 * network to them.
 * @throws {Cancelled} when it was cancelled, unless `finishBegun`
 */
export async function eachDevice(
  devices: readonly Device[],
  { signal, on, work: name, pace, cards, finishBegun }: EachOptions,
  work: (device: Device) => Promise<void>,
): Promise<void> {
  let done = 0
  const bugs: unknown[] = []
  let waiting: Problem | null = null
  const report = (text: string, deviceId?: string) =>
    on({
      ...{ work: name, done, total: devices.length, text },
      ...(deviceId === undefined ? {} : { deviceId }),
      ...(waiting === null ? {} : { waiting }),
    })
  report('')
  const gate = new CardGate(cards, (because) => {
    waiting = because
    report('')
  })
  const queue = new PQueue({ concurrency: devicesAtOnce[pace] })
  for (const device of devices) {
    void queue.add(async () => {
      const { address } = device.endpoint
      await gate.passed([address], signal)
      if (signal.aborted) return
      try {
        await gate.during(address, () => work(device))
      } catch (error) {
        if (!signal.aborted || !isCancellation(error)) bugs.push(error)
      }
      done += 1
      report(endpointText(device.endpoint), device.id)
    })
  }
  await queue.onIdle()
  if (bugs.length > 0) throw bugs[0]
  if (signal.aborted && finishBegun !== true) {
    throw new Cancelled(`Cancelled after ${done} of ${devices.length} devices; what was done is kept.`)
  }
}

const isCancellation = (error: unknown): boolean =>
  error instanceof ExpectedError || (error instanceof Error && error.name === 'AbortError')
