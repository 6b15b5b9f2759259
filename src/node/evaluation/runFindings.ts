import type { RunFinding } from "../../core/evaluation/runFinding.js";
import type { EvaluationTally } from "./evaluationTally.js";

/** Above this share of answers that the limit of tokens cut, the limit is a setting to look at. */
const muchCut = 0.05;

/** A server may say more of a model than was asked for: the date of its version. */
const isSameModel = (requested: string, returned: string): boolean => {
  const [a, b] = [requested.toLowerCase(), returned.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a) || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
};

/** What the answers of a run show. */
export function runFindings(model: string, tally: EvaluationTally): readonly RunFinding[] {
  const { models, cutByTokens, answered } = tally;
  const findings: RunFinding[] = [];
  const other = models.find(name => !isSameModel(model, name));
  if (other !== undefined) findings.push({ code: "model-differs", level: "warning", values: [model, other] });
  if (models.length > 1) findings.push({ code: "several-models", level: "warning", values: [models.join(", ")] });
  if (answered > 0 && cutByTokens / answered > muchCut)
    findings.push({ code: "limit-cut", level: "warning", values: [String(cutByTokens), String(answered)] });
  return findings;
}
