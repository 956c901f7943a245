import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { root } from './command.ts'

export default defineConfig({
  root,
  test: {
    passWithNoTests: false,
    // Tests open real sockets, start real peers and wait for both: every file gets a process of its own, and more run than compute.
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/desktop/**', 'test/renderer/**'],
          environment: 'node',
        },
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
          // One window at a time: they share the screen and the machine.
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
