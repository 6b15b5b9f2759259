import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {object} VitestReport the part of vitest's JSON report that is read
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {boolean} success
 */

/**
 * The counts of a report of vitest's JSON reporter. A file of tests that could not even be loaded has no failed test,
 * but the report is no success: that counts as one failure, and so does a report that was never written.
 *
 * @param {string} file
 * @returns {import("./judgeHostTests.mjs").Counts}
 */
export function vitestCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  /** @type {VitestReport} */
  const report = JSON.parse(readFileSync(file, "utf8"));
  const failed = report.success ? report.numFailedTests : Math.max(1, report.numFailedTests);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}
