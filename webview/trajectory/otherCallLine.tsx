import type { ZoomCall } from "../../src/core/rollout/zoomCall.js";
import { FoldedText } from "../foldedText.js";
import { viewContext } from "../viewContext.js";
import { CallProblemNote } from "./callProblemNote.js";

/** A call of a tool that cuts nothing out. */
export function OtherCallLine({ call }: { readonly call: ZoomCall }) {
  const { t } = viewContext.use();
  return (
    <>
      <div class="call other">
        <span class="dim">{call.tool ?? t("unknownTool")}</span>
      </div>
      <CallProblemNote call={call} />
      <pre class="body">
        <FoldedText text={call.body.trim()} limit={400} />
      </pre>
    </>
  );
}
