import { describe, expect, it } from 'vitest'
import { recordingHealthy } from '../../electron/checks/recording-healthy.ts'
import { judge, plainSite } from './judge.ts'

const disk = { name: 'disk1', kind: 'disk', state: 'ok', capacityBytes: null, encrypted: false } as const
const channel = { channel: '1', recording: true, retentionDays: 30 }
const offline = { channel: '1', name: null, address: null, model: null, firmware: null, online: false }

const params = { encryptionRequired: false }

describe('the check recording-healthy', () => {
  it.each<[string, Partial<Parameters<typeof recordingHealthy.evaluate>[0]>, object, string, RegExp]>([
    [
      'all is well',
      { 'storage.units': [disk], 'recording.channels': [channel] },
      {},
      'pass',
      /disk1 well; 1 channels record/,
    ],
    [
      'a disk failed',
      { 'storage.units': [{ ...disk, state: 'failed' }], 'recording.channels': [channel] },
      {},
      'fail',
      /disk1 is failed/,
    ],
    [
      'a channel does not record',
      { 'storage.units': [disk], 'recording.channels': [{ ...channel, recording: false }] },
      {},
      'fail',
      /channel 1 does not record/,
    ],
    [
      'it is kept too short',
      {
        'storage.units': [disk],
        'recording.channels': [channel],
        'site.settings': { ...plainSite, retentionDays: 60 },
      },
      {},
      'fail',
      /kept 30 days/,
    ],
    [
      'a camera of the recorder is offline',
      { 'storage.units': [disk], 'recording.channels': [channel], 'recorder.cameras': [offline] },
      {},
      'fail',
      /camera of channel 1 is offline/,
    ],
    [
      'storage must be encrypted and is not',
      { 'storage.units': [disk], 'recording.channels': [channel] },
      { encryptionRequired: true },
      'fail',
      /not encrypted/,
    ],
    ['only the storage is told of', { 'storage.units': [disk] }, {}, 'unknown', /nothing told whether it records/],
    [
      'the state of the disk is not told',
      { 'storage.units': [{ ...disk, state: 'unknown' }], 'recording.channels': [channel] },
      {},
      'unknown',
      /state of disk1/,
    ],
  ])('when %s', (_, facts, stricter, outcome, observed) => {
    const verdict = judge(recordingHealthy, facts, { ...params, ...stricter })
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.observed).toMatch(observed)
  })
})
