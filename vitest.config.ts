import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const notOurs = ['**/node_modules/**', '**/dist/**', 'data/**']

/** Vitest leaves one core of two idle; most of our tests wait for a database or a program. */
const workers = Math.max(2, availableParallelism())

/** Projects run one after the other: what is quick to fail comes first. */
export default defineConfig({
  test: {
    maxWorkers: workers,
    projects: [
      {
        test: {
          name: 'architecture',
          include: ['test/architecture.test.ts'],
          setupFiles: ['test/setup.ts'],
        },
      },
      {
        test: {
          name: 'unit',
          include: ['pure/**/*.test.ts', 'web/**/*.test.ts', 'features/*/web/**/*.test.ts'],
          exclude: notOurs,
          setupFiles: ['test/setup.ts'],
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
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
