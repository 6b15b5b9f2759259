import type { Outcome } from "../src/core/rollout/outcome.js";
import { codeWords } from "./codeWords.js";
import { OutcomeShape } from "./outcomeShape.js";
import { viewContext } from "./viewContext.js";

/** Whether the answer was right, as a shape with a name. */
export function OutcomeGlyph({ outcome }: { readonly outcome: Outcome }) {
  const { t } = viewContext.use();
  return <OutcomeShape outcome={outcome} label={t(codeWords.outcome[outcome])} />;
}
