import { defineConfig } from "vitest/config";

// Against real servers and real processes: one file at a time, and no second chances.
export default defineConfig({
  test: {
    include: ["test/remote/**/*.test.ts"],
    fileParallelism: false,
    retry: 0,
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
