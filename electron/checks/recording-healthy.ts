import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/** What should be recorded is recorded, long enough, on storage that is well: nobody notices until the day it is needed. */
export const recordingHealthy = defineCheck({
  id: 'recording-healthy',
  needs: ['site.settings'],
  wants: ['storage.units', 'recording.channels', 'recorder.cameras'],
  params: z.strictObject({
    /** Whether storage must be encrypted. */
    encryptionRequired: z.boolean(),
  }),
  strictness: { encryptionRequired: 'yes' },
  evaluate(
    {
      'storage.units': units,
      'recording.channels': channels,
      'recorder.cameras': cameras,
      'site.settings': { retentionDays },
    },
    { encryptionRequired },
  ) {
    const kept = retentionDays === undefined ? '' : `, kept ${retentionDays} days`
    const expected = `storage well${encryptionRequired ? ' and encrypted' : ''}, every channel recording${kept}`
    // Devices list the slots that nobody uses: only where it is to record, and has nothing to record to, one of them is missed.
    const present = (units ?? []).filter(({ state }) => state !== 'absent')
    const empty = (units ?? []).filter(({ state }) => state === 'absent')
    const isMissed = present.length === 0 && (channels ?? []).some(({ recording }) => recording === true)
    const wrong = [
      ...[...present.filter(({ state }) => state === 'degraded' || state === 'failed'), ...(isMissed ? empty : [])].map(
        ({ name, state }) => `${name} is ${state}`,
      ),
      ...(encryptionRequired
        ? present.filter(({ encrypted }) => encrypted === false).map(({ name }) => `${name} is not encrypted`)
        : []),
      ...(channels ?? [])
        .filter(({ recording }) => recording === false)
        .map(({ channel }) => `channel ${channel} does not record`),
      ...(channels ?? [])
        .filter(
          (channel) =>
            retentionDays !== undefined && channel.retentionDays !== null && channel.retentionDays < retentionDays,
        )
        .map(({ channel, retentionDays: days }) => `channel ${channel} is kept ${days} days`),
      ...(cameras ?? [])
        .filter(({ online }) => online === false)
        .map(({ channel }) => `the camera of channel ${channel} is offline`),
    ]
    if (wrong.length > 0) return fail(wrong.join(', '), expected)
    const open = [
      ...(channels === null || channels.length === 0 ? ['nothing told whether it records'] : []),
      ...(present.length > 0
        ? []
        : [empty.length === 0 ? 'no storage was named' : `nothing is in ${empty.map(({ name }) => name).join(', ')}`]),
      ...present.filter(({ state }) => state === 'unknown').map(({ name }) => `state of ${name} not told`),
      ...(encryptionRequired
        ? present.filter(({ encrypted }) => encrypted === null).map(({ name }) => `encryption of ${name} not told`)
        : []),
      ...(channels ?? [])
        .filter(({ recording }) => recording === null)
        .map(({ channel }) => `channel ${channel} does not tell`),
      ...(retentionDays === undefined
        ? []
        : (channels ?? [])
            .filter((channel) => channel.retentionDays === null)
            .map(({ channel }) => `how long channel ${channel} is kept is not told`)),
    ]
    if (open.length > 0) return unknown(open.join(', '), expected)
    return pass(
      `${present.map(({ name }) => name).join(', ')} well${empty.length === 0 ? '' : `, nothing in ${empty.map(({ name }) => name).join(', ')}`}; ${(channels ?? []).length} channels record`,
      expected,
    )
  },
})
