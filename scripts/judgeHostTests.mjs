import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * The counts that test/host/index.ts has written at its very end. An exit code alone proves nothing: VS Code reports
 * an extension host that died as code 0. A run without counts, or of nothing, is a failure.
 *
 * @param {string} file the file that LOUPE_TEST_RESULT named
 * @param {number} code the exit code that VS Code gave
 * @returns {Counts}
 */
export function judgeHostTests(file, code) {
  if (!existsSync(file)) {
    console.error("The extension host ended before its tests did.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
  /** @type {Counts} */
  const counts = JSON.parse(readFileSync(file, "utf8"));
  const isBelievable = counts.failed > 0 || (code === 0 && counts.passed > 0);
  return isBelievable ? counts : { ...counts, failed: 1 };
}
