import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { root } from './command.ts'
import { SlowestFirst } from './slowest-first.ts'

/** Rooms without a socket, a process or a clock of their own: nothing of a file can be left over for the next. */
const pureRooms = ['checks', 'contract', 'exporters', 'fixes', 'model'].map((room) => `test/${room}/**/*.test.ts`)
/** What must never happen on a live site: a password lost, a device locked out, an address outside the scope, an untrue word. */
const neverAllowed = [
  'test/vault/**/*.test.ts',
  'test/cli/{chaos,kill-during-fix}.test.ts',
  'test/discovery/scope-proof.test.ts',
  'test/evidence/{every-byte,insider,older-packs,threat-table,withheld,zip-attacks}.test.ts',
  'test/protocols/{network,scope}.test.ts',
  `test/engine/{${[
    'canary-secrets,changed-identity,changed-meanwhile,change-password,chaos,commit-confirm,confirm-change,cut-password,first-password-lost',
    'gone-device,interrupted-changes,kill-at-each-step,laptop-faults,lying-writes,onvif-alone,recording-leaks,refused-password',
    'same-host,scope,secret-way,service-account,settle-accounts,shared-password,stop-rule,two-accounts,upgrade,vault-trust',
    'waves,wrong-logins',
  ]}}.test.ts`,
]
/** Command lines that are started by the hundred compile the same files. */
const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') }
const ownScreens = process.platform === 'linux' && !process.env.DISPLAY

export default defineConfig({
  root,
  test: {
    passWithNoTests: false,
    // Tests open real sockets, start real peers and wait for both: every file gets a process of its own, and more run than compute.
    pool: 'forks',
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: SlowestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // A busy machine can hold a socket, a process or a window up for longer than a test waits. Whoever needs the second try is named.
    retry: 1,
    projects: [
      {
        extends: true,
        // Here, once is too often.
        test: { name: 'safety', include: neverAllowed, environment: 'node', env: compiled, retry: 0 },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/desktop/**', 'test/renderer/**', ...pureRooms, ...neverAllowed],
          environment: 'node',
          env: compiled,
        },
      },
      {
        extends: true,
        test: { name: 'pure', include: pureRooms, environment: 'node', isolate: false },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          // West of UTC, where a whole day that is drawn as a moment is the day before.
          env: { TZ: 'America/New_York' },
        },
      },
      {
        extends: true,
        test: {
          name: 'desktop',
          include: ['test/desktop/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['build/desktop-setup.ts'],
          setupFiles: ['build/own-screen.ts'],
          // They wait for devices as much as they draw; on one screen they would take the focus from each other.
          maxWorkers: ownScreens ? 2 : 1,
          // Whoever runs everything at once has the windows last: fewer of them run beside each other.
          sequence: { groupOrder: 1 },
          fileParallelism: ownScreens,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
