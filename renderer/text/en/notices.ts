import { count } from '../format.ts'

/** What is said when long work ends. */
export const notices = {
  region: 'Messages',
  done: {
    discover: 'Discovery is done',
    assess: 'The assessment is done',
    plan: 'The plan is made',
    fix: 'The changes are done',
    upgrade: 'The upgrades are done',
    seal: 'The pack is sealed',
    segmentation: 'The segmentation is tested',
    snapshot: 'The picture is there',
  },
  cancelled: {
    discover: 'Discovery was cancelled',
    assess: 'The assessment was cancelled',
    plan: 'The plan was cancelled',
    fix: 'The changes were cancelled',
    upgrade: 'The upgrades were cancelled',
    seal: 'Sealing was cancelled',
    segmentation: 'The test of the segmentation was cancelled',
    snapshot: 'The picture was cancelled',
  },
  problem: {
    discover: 'Discovery stopped',
    assess: 'The assessment stopped',
    plan: 'The plan stopped',
    fix: 'The changes stopped',
    upgrade: 'The upgrades stopped',
    seal: 'Sealing stopped',
    segmentation: 'The test of the segmentation stopped',
    snapshot: 'There is no picture',
  },
  undo: 'Undo',
  undoKeys: 'Ctrl Z',
  undone: 'Taken back',
  notUndone: 'It could not be taken back',
  scopeChanged: 'The scope was changed',
  filtersCleared: 'The filters were cleared',
  kept: 'What was done until then is kept.',
  amount: {
    devices: (done: number) => `${count(done, 'device')} in all.`,
    known: (devices: number) => `${count(devices, 'device')} in the list.`,
    other: 'You can go on.',
  },
} as const
