import type { ZoomCall } from "../../src/core/rollout/zoomCall.js";
import { codeWords } from "../codeWords.js";
import { Icon } from "../icon.js";
import { viewContext } from "../viewContext.js";

/** Why a call's body gives no box, in words. */
export function CallProblemNote({ call }: { readonly call: ZoomCall }) {
  const { t } = viewContext.use();
  if (call.problem === null) return null;
  const written = "written" in call.problem ? call.problem.written.slice(0, 200) : "";
  return (
    <p class="problem">
      <Icon name="warn" class="warn" />
      <span>{t(codeWords.callProblem[call.problem.code], written)}</span>
    </p>
  );
}
