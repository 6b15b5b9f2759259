import type { ShownTrace, ShownTurn } from "../../src/protocol/distil/distilViewApi.js";
import { boxText } from "../boxText.js";
import { distilContext } from "./distilContext.js";
import { distilStage } from "./distilStage.js";

/** The zoom that a turn of the tool carried out; selecting it lights it up on the page. */
function CallLink({ trace, call }: { readonly trace: ShownTrace; readonly call: number }) {
  const model = distilContext.use();
  const shown = trace.calls[call];
  const iou = shown?.iou ?? null;
  const box = shown?.executed ?? shown?.requested ?? null;
  return (
    <button
      type="button"
      class="call"
      aria-pressed={model.selectedCall.value === call}
      onClick={() => distilStage.of(model).select(call)}
    >
      <span class={shown?.isRefused === true ? "k req" : "k exec"}>{call + 1}</span>
      {box !== null && <span>{boxText(box, 0)}</span>}
      {iou !== null && <span class="dim">IoU {iou.toFixed(2)}</span>}
    </button>
  );
}

function TurnText({
  trace,
  turn,
  number,
}: {
  readonly trace: ShownTrace;
  readonly turn: ShownTurn;
  readonly number: number;
}) {
  const { t } = distilContext.use();
  const { role, text, isCut, call, error } = turn;
  return (
    <li class={role === "assistant" ? "turn model" : "turn tool"}>
      <span class="n">
        <b>{number}</b> {t(`role_${role}`)}
      </span>
      <div>
        {call !== null && <CallLink trace={trace} call={call} />}
        {error !== null && <p class="small">{t("refused", error)}</p>}
        <p class="text">{text.trim()}</p>
        {isCut && <p class="small dim">{t("textCut")}</p>}
      </div>
    </li>
  );
}

/** Every turn of a trace as text; what was asked is folded, since it is the same for all of a task kind. */
export function TurnList({ trace }: { readonly trace: ShownTrace }) {
  const { t } = distilContext.use();
  const first = trace.turns.findIndex(({ role }) => role === "assistant");
  const asked = trace.turns.slice(0, Math.max(0, first));
  const said = trace.turns.slice(asked.length);
  const list = (turns: readonly ShownTurn[], from: number) => (
    <ol class="turnlist">
      {turns.map((turn, at) => (
        <TurnText key={at} trace={trace} turn={turn} number={from + at + 1} />
      ))}
    </ol>
  );
  return (
    <>
      {asked.length > 0 && (
        <details class="part">
          <summary>{t("prompt", asked.length)}</summary>
          {list(asked, 0)}
        </details>
      )}
      <h2 class="part">{t("said")}</h2>
      {list(said, asked.length)}
    </>
  );
}
