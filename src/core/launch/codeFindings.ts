import type { Finding } from "./finding.js";
import type { CodeSnapshot } from "./runJson.js";

const shortLength = 10;

/** What a person should know of the code that a launch takes along. `repository`: its folder, here. */
export function codeFindings(repository: string, code: CodeSnapshot): readonly Finding[] {
  const { head, tree, isDirty, leftOut, submodules } = code;
  const told: Finding = {
    level: "note",
    code: isDirty ? "code-changed" : "code-committed",
    values: [repository, (head ?? tree).slice(0, shortLength)],
    key: null,
  };
  const large = leftOut.map(({ path, bytes }): Finding => ({
    level: "warning",
    code: "new-file-left-out",
    values: [path, Math.round(bytes / 1e6)],
    key: null,
  }));
  const inner = submodules.map((path): Finding => ({
    level: "warning",
    code: "submodule-left-out",
    values: [path],
    key: null,
  }));
  return [told, ...large, ...inner];
}
