import { rulesOf } from "../../core/reward/ruleAt.js";
import { componentNames, type ComponentName } from "../../core/reward/rewardScore.js";
import type { RewardBreakdown } from "../../core/reward/rewardBreakdown.js";
import type { RewardTerm, Strategy } from "../../core/reward/strategy.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import type { ExportStringKey } from "../../protocol/exportStrings.js";
import type { Breakdown, ExportedGroup, ExportedRollout, ExportText } from "./exportedGroup.js";
import { html, type Html } from "./html.js";

const dash = "–";
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? dash : value.toFixed(3);

export function loggedFigure(value: LoggedNumber): string {
  switch (value.kind) {
    case "number":
      return value.value.toFixed(3);
    case "nan":
      return "NaN";
    case "infinity":
      return value.sign < 0 ? "-Infinity" : "Infinity";
    case "null":
      return "null";
    case "absent":
      return dash;
    case "text":
      return value.text.slice(0, 80);
  }
}

const outcomeKeys: Readonly<Record<Outcome, ExportStringKey>> = {
  correct: "outcomeRight",
  wrong: "outcomeWrong",
  unparsed: "outcomeUnparsed",
  unknown: "outcomeUnknown",
};
export const outcomeWord = (outcome: Outcome, text: ExportText): string => text(outcomeKeys[outcome]);

const numberCell = (value: string) => html`<td class="number">${value}</td>`;

function rewardRow({ number, row, opened, breakdown }: ExportedRollout, text: ExportText, strategies: number): Html {
  const head = html`<th scope="row"><a href="#rollout-${number}">${text("rolloutHead", number, row)}</a></th>`;
  if (opened.kind !== "rollout")
    return html`<tr>
      ${head}
      <td colspan="${4 + 2 * strategies}">${dash}</td>
    </tr>`;
  const cells = breakdown?.breakdowns.flatMap(one => [
    numberCell(figure(one.total)),
    numberCell(figure(one.advantage)),
  ]);
  const logged = breakdown?.logged.total ??
    opened.reward.find(({ role }) => role === "total")?.value ?? { kind: "absent" };
  return html`<tr>
    ${head}
    <td>${outcomeWord(opened.outcome, text)}</td>
    <td class="number">${opened.placed.length}</td>
    ${numberCell(loggedFigure(logged))}${numberCell(figure(breakdown?.loggedAdvantage))}${cells ?? []}
  </tr>`;
}

/** The group's rewards as logged and under every strategy, with the advantages that they make. */
export function rewardTable({ rollouts, strategies, estimator }: ExportedGroup, text: ExportText): Html {
  const pairs = ["logged", ...strategies.map(({ id }) => id)].map(
    name =>
      html`<th class="number">${name === "logged" ? text("logged") : name}</th>
        <th class="number">${text("advantage")}</th>`,
  );
  return html`<table>
      <thead>
        <tr>
          <th>${text("rollout")}</th>
          <th>${text("answer")}</th>
          <th>${text("calls")}</th>
          ${pairs}
        </tr>
      </thead>
      <tbody>
        ${rollouts.map(one => rewardRow(one, text, strategies.length))}
      </tbody>
    </table>
    <p class="dim">${text("rewardsNote", estimator)}</p>`;
}

function termText({ part, weight, when }: RewardTerm): string {
  return `${weight} × ${part}${when.map(gate => ` [${gate.part} > ${gate.above}]`).join("")}`;
}

function formulaOf(strategy: Strategy, text: ExportText): Html {
  const { own } = strategy;
  if (own !== undefined) {
    const file = own.file.replace(/^.*[/\\]/, "");
    return html`<li>${text("ownCode", strategy.id, own.function, file)}</li>`;
  }
  const rules = rulesOf(strategy).map(({ terms, options }, index) => {
    const { from = null, to = null } = strategy.segments[index] ?? {};
    const steps = from === null && to === null ? "" : ` (${from ?? "…"} ≤ step < ${to ?? "…"})`;
    return html`<li>
      <code>${terms.map(termText).join(" + ")}</code>${steps}<br /><span class="dim">${JSON.stringify(options)}</span>
    </li>`;
  });
  return html`<li>
    ${text("formulaRow", strategy.id)}
    <ul>
      ${rules}
    </ul>
  </li>`;
}

/** What each strategy pays for, with the options that it reads a rollout by. */
export function formulas({ strategies }: ExportedGroup, text: ExportText): Html {
  return html`<ul>
    ${strategies.map(strategy => formulaOf(strategy, text))}
  </ul>`;
}

const componentKeys: Readonly<Record<ComponentName, ExportStringKey>> = {
  format: "componentFormat",
  accuracy: "componentAccuracy",
  toolCount: "componentToolCount",
  toolAccuracy: "componentToolAccuracy",
};

function termsOf(one: RewardBreakdown, text: ExportText): readonly Html[] {
  const row = (name: string, value: string) =>
    html`<tr>
      <td>${one.strategy}</td>
      <td>${name}</td>
      ${numberCell(value)}
    </tr>`;
  const parts =
    one.own?.kind === "scored" ? Object.entries(one.own.parts).map(([name, value]) => row(name, figure(value))) : [];
  return [
    ...componentNames.map(name => row(text(componentKeys[name]), figure(one.components[name]))),
    ...one.terms.map(({ term, isOpen, pays }) =>
      row(termText(term), isOpen === false ? text("notPaid") : figure(pays)),
    ),
    ...parts,
    row(text("total"), figure(one.total)),
  ];
}

/** One rollout's rewards, part by part. */
export function partsTable({ logged, breakdowns }: Breakdown, text: ExportText): Html {
  const ofLog = (name: string, value: LoggedNumber) =>
    html`<tr>
      <td>${text("logged")}</td>
      <td>${name}</td>
      ${numberCell(loggedFigure(value))}
    </tr>`;
  const rows = [
    ...componentNames.map(name => ofLog(text(componentKeys[name]), logged[name])),
    ofLog(text("loggedTotal"), logged.total),
    ...breakdowns.flatMap(one => termsOf(one, text)),
  ];
  return html`<table>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
