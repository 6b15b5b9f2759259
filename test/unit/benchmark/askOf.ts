import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { effectivePages } from "../../../src/core/benchmark/effectivePages.js";
import { buildQuestions } from "../../../src/core/benchmark/generate/buildQuestions.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { TaskKind } from "../../../src/core/benchmark/taskKinds.js";
import type { Writing } from "../../../src/core/benchmark/writing.js";
import { madePage } from "./madePage.js";

/** The questions of one task kind about one page made of these parts, and what was refused. */
export function askOf(
  task: TaskKind,
  parts: Partial<PageRecord>,
  given: object = {},
  writings: readonly Writing[] = [],
) {
  const options = buildOptionsSchema.parse({ tasks: [task], ...given });
  const { pages } = effectivePages([madePage(parts)], { corrections: [], writings, direction: "ltr" });
  const result = buildQuestions(pages, writings, options);
  if (result.kind !== "built") throw new Error(result.kind);
  return { questions: result.questions, refused: result.refused[task] ?? {} };
}
