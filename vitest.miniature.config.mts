import { defineConfig } from "vitest/config";

// Thousands of trainings on all cores: not in CI (see docs/miniature.md). One file at a time, each with its own progress.
export default defineConfig({
  test: {
    include: ["test/miniature/**/*.test.ts"],
    fileParallelism: false,
    disableConsoleIntercept: true,
    retry: 0,
    testTimeout: 60_000,
    hookTimeout: 7_200_000,
  },
});
