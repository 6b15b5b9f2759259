import { defineConfig } from "vitest/config";

// One window at a time, and no second chances: a test that passes only sometimes is a failing test.
export default defineConfig({
  test: {
    include: ["test/e2e/**/*.e2e.ts"],
    globalSetup: ["test/e2e/lib/installProduct.ts"],
    fileParallelism: false,
    retry: 0,
    // How long a state is waited for (see also `patience`), and what ends a test that hangs: slow machines are no fault.
    expect: { poll: { timeout: 90_000 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
