import { defineConfig } from "vitest/config";

// Real trainers with torch, several GB of packages: not in every run of CI (see CONTRIBUTING). One thing at a time.
export default defineConfig({
  test: {
    include: ["test/engines/**/*.test.ts"],
    globalSetup: ["test/e2e/lib/installProduct.ts"],
    fileParallelism: false,
    retry: 0,
    testTimeout: 900_000,
    hookTimeout: 3_600_000,
  },
});
