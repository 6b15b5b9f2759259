import type { Box } from "../../core/page/box.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { RolloutView } from "../../protocol/rolloutView.js";
import type { ExportedRollout, ExportText } from "./exportedGroup.js";
import { html, type Html } from "./html.js";
import { pageSvg } from "./pageSvg.js";
import { figure, outcomeWord, partsTable } from "./rewardTables.js";

/** Longer turns are cut: some trainers log image tokens by the megabyte. */
const mostTurn = 200_000;

const boxText = (box: Box | null) => (box === null ? "–" : box.map(side => Math.round(side * 10) / 10).join(", "));

function callRow({ call, page, executed, refusedBy, iou }: PlacedCall, text: ExportText): Html {
  const fate = refusedBy === null ? boxText(executed) : text("refused", refusedBy);
  return html`<tr>
    <td class="number">${call.index + 1}</td>
    <td>${boxText(page)}</td>
    <td>${fate}</td>
    <td class="number">${figure(iou)}</td>
  </tr>`;
}

function callTable(placed: readonly PlacedCall[], text: ExportText): Html {
  if (placed.length === 0) return html``;
  const head = html`<tr>
    <th>${text("call")}</th>
    <th>${text("requested")}</th>
    <th>${text("executed")}</th>
    <th>${text("iou")}</th>
  </tr>`;
  return html`<table>
    <thead>
      ${head}
    </thead>
    <tbody>
      ${placed.map(one => callRow(one, text))}
    </tbody>
  </table>`;
}

function turns(view: RolloutView, text: ExportText): readonly Html[] {
  return view.turns.map(turn => {
    const left = turn.text.length - mostTurn;
    const shown = left > 0 ? `${turn.text.slice(0, mostTurn)}\n${text("cutText", left)}` : turn.text;
    return html`<h3 class="dim">${turn.index} ${turn.role}</h3>
      <pre>${shown}</pre>`;
  });
}

/** One rollout: its boxes on the page, its calls, its rewards part by part, its trajectory. */
export function rolloutArticle({ number, row, opened, breakdown }: ExportedRollout, text: ExportText): Html {
  const head = html`<h3>${text("rolloutHead", number, row)}</h3>`;
  if (opened.kind !== "rollout")
    return html`<article id="rollout-${number}">
      ${head}
      <p>${text("unreadable", [opened.code, ...opened.values].join(" "))}</p>
    </article>`;
  const given = text("answered", opened.question.given ?? text("nothing"));
  const parts = breakdown === null ? [] : [partsTable(breakdown, text)];
  return html`<article id="rollout-${number}">
    ${head}
    <p>${given}, ${outcomeWord(opened.outcome, text)}</p>
    ${pageSvg(opened, opened.placed, text("rolloutHead", number, row))}${callTable(opened.placed, text)}
    <details>
      <summary>${text("parts")}</summary>
      ${parts}
    </details>
    <details open>
      <summary>${text("trajectory")}</summary>
      ${turns(opened, text)}
    </details>
  </article>`;
}
