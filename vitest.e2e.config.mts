import { defineConfig } from "vitest/config";

// One window at a time, and no second chances: a test that passes only sometimes is a failing test.
export default defineConfig({
  test: {
    include: ["test/e2e/**/*.e2e.ts"],
    globalSetup: ["test/e2e/lib/installProduct.ts"],
    fileParallelism: false,
    retry: 0,
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
