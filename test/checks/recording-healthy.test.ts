import { describe, expect, it } from 'vitest'
import { recordingHealthy } from '../../electron/checks/recording-healthy.ts'
import { judge, plainSite } from './judge.ts'

const disk = { name: 'disk1', kind: 'disk', state: 'ok', capacityBytes: null, encrypted: false } as const
const channel = { channel: '1', recording: true, retentionDays: 30 }
const slot = { name: 'NAS', kind: 'share', state: 'absent', capacityBytes: null, encrypted: null } as const
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
    [
      'a slot that nobody uses is listed beside the disk',
      { 'storage.units': [disk, slot], 'recording.channels': [channel] },
      {},
      'pass',
      /^disk1 well, nothing in NAS; 1 channels record$/,
    ],
    [
      'storage must be encrypted, and only the slot does not tell',
      { 'storage.units': [{ ...disk, encrypted: true }, slot], 'recording.channels': [channel] },
      { encryptionRequired: true },
      'pass',
      /disk1 well/,
    ],
    [
      'it is to record and every slot is empty',
      { 'storage.units': [slot], 'recording.channels': [channel] },
      {},
      'fail',
      /NAS is absent/,
    ],
    [
      'a camera that is recorded elsewhere has empty slots',
      { 'storage.units': [slot] },
      {},
      'unknown',
      /nothing told whether it records, nothing is in NAS/,
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
