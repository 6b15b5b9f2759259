import { dirname } from "node:path";
import { codeFindings } from "../../core/launch/codeFindings.js";
import type { Finding } from "../../core/launch/finding.js";
import { snapshotCode } from "../jobs/snapshotCode.js";

const longestDetail = 300;

/** What is known of the code beside a run configuration (`file`: absolute) before it travels; nothing outside of a repository. */
export async function snapshotFindings(file: string): Promise<readonly Finding[]> {
  try {
    const taken = await snapshotCode(dirname(file));
    return taken === null ? [] : codeFindings(taken.repository, taken.code);
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, longestDetail);
    return [{ level: "error", code: "code-unread", values: [detail], key: null }];
  }
}
