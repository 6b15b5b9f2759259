// Runs the tests of test/host inside code-server's VS Code.
//   npm run test:host [-- SUITE]      (those whose file name begins so)
import { setUp } from "./setUp.mjs";

await setUp();
const { runHostTests } = await import("./runHostTests.mjs");
const counts = await runHostTests({ only: process.argv[2] ?? "" });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
