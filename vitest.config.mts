import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/unit/**/*.test.ts", "test/unit/**/*.test.tsx"],
    testTimeout: 30_000,
    // How long a state is waited for that must come: a second, as vitest has it, is a claim about the machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
