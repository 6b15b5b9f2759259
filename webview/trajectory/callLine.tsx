import { isNotRun } from "../../src/core/rollout/isNotRun.js";
import { FoldedText } from "../foldedText.js";
import { selectCall } from "../selectCall.js";
import { viewContext } from "../viewContext.js";
import { aimText } from "./aimText.js";
import { CallProblemNote } from "./callProblemNote.js";
import type { NumberedCall } from "./callsOfTurn.js";

/** The key of a zoom call wears the line of its box: solid when something was cut out, dashed when not, dotted when nobody ran it. */
function keyClass({ placed }: NumberedCall): string {
  if (isNotRun(placed.refusedBy)) return "k req idle";
  return placed.executed === null ? "k req" : "k exec";
}

/** A zoom call as the model wrote it. Pointing at it lights its box, a click selects it. */
export function CallLine({ numbered }: { readonly numbered: NumberedCall }) {
  const model = viewContext.use();
  const { t, selectedCall, hoveredCall } = model;
  const { number, placed } = numbered;
  const { call } = placed;
  const [source] = placed.within;
  const tool = call.tool ?? t("unknownTool");
  const light = () => (hoveredCall.value = number);
  const dim = () => (hoveredCall.value = null);
  const isLit = hoveredCall.value === number;
  return (
    <>
      <button
        type="button"
        class={isLit ? "call lit" : "call"}
        aria-pressed={selectedCall.value === number}
        aria-label={t("selectCall", number + 1, tool, aimText(call, t))}
        onClick={() => selectCall(model, number)}
        onPointerEnter={light}
        onPointerLeave={dim}
        onFocus={light}
        onBlur={dim}
      >
        <span class={keyClass(numbered)}>{number + 1}</span>
        <span class="dim">{tool}</span>
        <span>{aimText(call, t)}</span>
        {source !== undefined && <span class="dim">{t("inCrop", source + 1)}</span>}
        {call.label !== null && <span class="dim label">"{call.label}"</span>}
      </button>
      <CallProblemNote call={call} />
      {call.problem !== null && (
        <pre class="body">
          <FoldedText text={call.body.trim()} limit={400} />
        </pre>
      )}
    </>
  );
}
