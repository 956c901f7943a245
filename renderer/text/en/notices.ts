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
  },
  cancelled: {
    discover: 'Discovery was cancelled',
    assess: 'The assessment was cancelled',
    plan: 'The plan was cancelled',
    fix: 'The changes were cancelled',
    upgrade: 'The upgrades were cancelled',
    seal: 'Sealing was cancelled',
    segmentation: 'The test of the segmentation was cancelled',
  },
  problem: {
    discover: 'Discovery stopped',
    assess: 'The assessment stopped',
    plan: 'The plan stopped',
    fix: 'The changes stopped',
    upgrade: 'The upgrades stopped',
    seal: 'Sealing stopped',
    segmentation: 'The test of the segmentation stopped',
  },
  kept: 'What was done until then is kept.',
  amount: (done: number) => `${count(done, 'step')} in all.`,
} as const
