import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { root } from './command.ts'
import { SlowestFirst } from './slowest-first.ts'

/** Rooms without a socket, a process or a clock of their own: nothing of a file can be left over for the next. */
const pureRooms = ['checks', 'contract', 'exporters', 'fixes', 'model'].map((room) => `test/${room}/**/*.test.ts`)
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
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/desktop/**', 'test/renderer/**', ...pureRooms],
          environment: 'node',
          // Command lines that are started by the hundred compile the same files.
          env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') },
        },
      },
      {
        extends: true,
        test: { name: 'pure', include: pureRooms, environment: 'node', isolate: false },
      },
      {
        extends: true,
        plugins: [react()],
        test: { name: 'renderer', include: ['test/renderer/**/*.test.{ts,tsx}'], environment: 'jsdom' },
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
