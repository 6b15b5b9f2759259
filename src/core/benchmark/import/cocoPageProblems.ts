import type { ImportProblem } from "../importProblem.js";
import type { CocoDraft } from "./cocoDraft.js";
import type { CocoItem } from "./cocoItem.js";
import type { PageFrame } from "./pageFrame.js";
import { missingPanels } from "./missingPanels.js";
import { panelOrder } from "./panelOrder.js";

/** What came of the page's image; a page that is left out says how many annotations go with it. */
function frameProblem(draft: CocoDraft, { kind, problem }: PageFrame): readonly ImportProblem[] {
  if (problem === null) return [];
  const count = draft.annotations.length;
  const lost = kind === "left-out" && count > 0 ? `, ${count} annotations` : "";
  return [
    {
      file: problem.file ?? draft.file,
      annotation_id: null,
      code: problem.code,
      effect: "effect" in problem ? problem.effect : "left-out",
      detail: `${problem.detail ?? ""}${lost}`,
    },
  ];
}

/** What is to be told of a page as a whole. `panels`: null of a page that is left out. */
export function cocoPageProblems(
  draft: CocoDraft,
  frame: PageFrame,
  panels: readonly CocoItem[] | null,
): readonly ImportProblem[] {
  const tell = (code: ImportProblem["code"], detail: string): ImportProblem => ({
    file: draft.file,
    annotation_id: null,
    code,
    effect: "noted",
    detail,
  });
  const isEmpty = draft.annotations.length === 0;
  const given = panels?.filter(({ values }) => values.order !== null).length ?? 0;
  const numbers = panels?.map(({ values }) => values.order) ?? [];
  const missing = missingPanels(numbers);
  const isOpen = panels !== null && given > 0 && panelOrder(numbers) === null;
  return [
    ...frameProblem(draft, frame),
    ...(isEmpty ? [tell("empty-page", draft.name)] : []),
    ...(!isEmpty && panels?.length === 0 ? [tell("no-panel", draft.name)] : []),
    ...(isOpen ? [tell("bad-attribute", `${draft.name}: the order of ${given} of ${panels.length} panels`)] : []),
    ...(missing > 0 && !isOpen
      ? [tell("bad-attribute", `${draft.name}: the order of its panels lacks ${missing} numbers`)]
      : []),
  ];
}
