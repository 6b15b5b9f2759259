import { dataFindings } from "./dataFindings.js";
import type { Finding } from "./finding.js";
import type { HostReport } from "./hostReport.js";
import type { ResolvedConfig } from "./resolvedConfig.js";

/** What was counted in data that stand on the host; nothing where they are here. */
export function hostDataFindings({ data }: HostReport, resolved: ResolvedConfig): readonly Finding[] {
  const { train } = resolved.config.data;
  const key = "data.train";
  if (data === null) return [];
  if (data.kind === "unread") return [{ level: "warning", code: "data-unread", values: [train, data.reason], key }];
  const findings: Finding[] = [...dataFindings(resolved, data.measures)];
  if (data.damaged > 0) findings.push({ level: "warning", code: "rows-unread", values: [data.damaged, train], key });
  if (data.isCut) findings.push({ level: "note", code: "data-cut", values: [train, data.measures.length], key });
  return findings;
}
