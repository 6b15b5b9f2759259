import type { JsonObject } from "../../dataset/jsonObject.js";
import { failedRow, type ForeignRow, foreignRow } from "./foreignRow.js";
import { numberAt, objectAt, textAt, verdictAt } from "./rowValues.js";

const failure = /^\[LMMS_EVAL_(?:REQUEST_FAILED|BUDGET_EXCEEDED)/;

/** Lists in lists, as deep as any harness has them. */
const deepest = 5;

function texts(value: unknown, depth = deepest): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && depth > 0 ? value.flatMap(one => texts(one, depth - 1)) : [];
}

/** What lm-evaluation-harness keeps of options that it weighed: a likelihood, and whether it is the greedy answer. */
function isWeighed(value: unknown, depth = deepest): boolean {
  if (!Array.isArray(value) || depth === 0) return false;
  const [likelihood, isGreedy] = value as readonly unknown[];
  const isPair = value.length === 2 && (typeof isGreedy === "boolean" || isGreedy === "True" || isGreedy === "False");
  const isNumber =
    typeof likelihood === "number" || (typeof likelihood === "string" && !Number.isNaN(Number(likelihood)));
  return isPair ? isNumber : value.some(one => isWeighed(one, depth - 1));
}

/** The score of our own exports' metric, or the first number among what else was measured. */
function verdictOf(value: JsonObject, metric: JsonObject | null): ForeignRow["verdict"] {
  return metric === null ? verdictAt(value, "exact_match", "acc", "acc_norm", "score") : verdictAt(metric, "score");
}

function promptOf(input: unknown): string | null {
  if (typeof input === "string") return input;
  const all = texts(input);
  return all.length === 0 ? null : all.join("\n");
}

/**
 * The attempts of a sample of lmms-eval or lm-evaluation-harness. The replies as they came count, not what a filter left of
 * them; lm-eval keeps the asked record in `doc`, lmms-eval only what its metrics repeat. None: likelihoods are no replies.
 */
export function harnessSampleRows(value: JsonObject, row: number): readonly ForeignRow[] {
  if (isWeighed(value["resps"] ?? value["filtered_resps"])) return [];
  const [metric, doc] = [objectAt(value, "fg_acc"), objectAt(value, "doc")];
  const known = {
    row,
    ownId: (metric === null ? null : textAt(metric, "our_id")) ?? (doc === null ? null : textAt(doc, "our_id", "id")),
    index: numberAt(value, "doc_id"),
    question: (doc === null ? null : textAt(doc, "question")) ?? promptOf(value["input"] ?? value["arguments"]),
    ...{ target: textAt(value, "target"), verdict: verdictOf(value, metric) },
    about: doc === null ? null : textAt(doc, "task"),
  };
  const raw = texts(value["resps"]);
  const replies = raw.length > 0 ? raw : texts(value["filtered_resps"]);
  if (replies.length === 0) return [foreignRow(known)];
  return replies.map((text, attempt) =>
    failure.test(text) ? failedRow({ ...known, attempt }, text.slice(0, 300)) : foreignRow({ ...known, attempt, text }),
  );
}
