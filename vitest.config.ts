import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const notOurs = ['**/node_modules/**', '**/dist/**', 'data/**']

/** Vitest leaves one core of two idle; most of our tests wait for a database or a program. */
const workers = Math.max(2, availableParallelism())

/** Journeys may be slowed down (test/README.md). */
const patience = process.env['ENAMEL_SLOW'] ? 5 : 1

/** Projects run one after the other: what is quick to fail comes first. No test is about its timeout: they are for what hangs. */
export default defineConfig({
  test: {
    maxWorkers: workers,
    projects: [
      {
        test: {
          name: 'architecture',
          include: ['test/architecture.test.ts'],
          setupFiles: ['test/setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'unit',
          include: ['pure/**/*.test.ts', 'web/**/*.test.ts', 'features/*/web/**/*.test.ts'],
          exclude: notOurs,
          setupFiles: ['test/setup.ts'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['server/**/*.test.ts', 'features/*/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...notOurs, 'test/architecture.test.ts'],
          setupFiles: ['test/setup.ts'],
          globalSetup: ['test/global-setup.ts'],
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          // A second is soon gone where everything runs at once.
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 90_000 * patience,
          hookTimeout: 90_000 * patience,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
