import { defineConfig } from "vitest/config";

// Against real servers and real processes: one file at a time, and no second chances.
export default defineConfig({
  test: {
    include: ["test/remote/**/*.test.ts"],
    fileParallelism: false,
    retry: 0,
    // How long a state is waited for (see also `until`), and what ends a test that hangs: slow machines are no fault.
    expect: { poll: { timeout: 90_000, interval: 100 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
