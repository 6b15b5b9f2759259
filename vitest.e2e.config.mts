import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** What measures how long something takes has the machine for itself, at the end. */
const measuring = ["test/e2e/review.e2e.ts"];

const shared = {
  retry: 0,
  // How long a state is waited for (see also `patience`), and what ends a test that hangs: slow machines are no fault.
  expect: { poll: { timeout: 90_000 } },
  testTimeout: 300_000,
  hookTimeout: 300_000,
} as const;

// Each file has a server, a profile and a browser of its own, which wait for each other most of the time: two files at once.
// No second chances: a test that passes only sometimes is a failing test.
export default defineConfig({
  test: {
    globalSetup: ["test/e2e/lib/installProduct.ts"],
    projects: [
      {
        test: {
          ...shared,
          name: "windows",
          include: ["test/e2e/**/*.e2e.ts"],
          exclude: measuring,
          maxWorkers: Math.min(2, availableParallelism()),
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...shared, name: "measuring", include: measuring, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
