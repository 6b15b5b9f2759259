import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/unit/**/*.test.ts", "test/unit/**/*.test.tsx"],
    // One worker a core: by default vitest leaves one core to itself, which is half of a machine with two.
    maxWorkers: "100%",
    // What ends a test that hangs; slow machines are no fault.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // How long a state is waited for that must come: a second, as vitest has it, is a claim about the machine.
    expect: { poll: { timeout: 60_000 } },
  },
});
