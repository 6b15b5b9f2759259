import { breakdownText, type BreakdownKey, type BreakdownLine } from "../../core/reward/breakdownText.js";
import { componentNames } from "../../core/reward/rewardScore.js";
import type { WhatIfApi } from "../../protocol/reward/whatIfApi.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import { ownScoreWords } from "./ownScoreWords.js";
import { partWords } from "../audit/partWords.js";
import type { Translate } from "../translate.js";

type Breakdown = NonNullable<Awaited<ReturnType<WhatIfApi["breakdown"]>>>;

function keyWords(key: BreakdownKey, t: Translate): string {
  switch (key.kind) {
    case "strategy":
      return t("strategy");
    case "total":
      return t("reward");
    case "advantage":
      return t("advantage in its group");
    case "group-mean":
      return t("mean of the group");
    case "group-spread":
      return t("spread of the group");
    case "flat":
      return t("group without spread");
    case "component":
      return partWords(key.component, t);
    case "term":
      return key.formula;
    case "own-part":
      return key.name;
    case "own-problem":
      return t("own code");
  }
}

function valueWords(value: BreakdownLine["value"], t: Translate): string {
  switch (value.kind) {
    case "number":
      return value.text;
    case "not-recomputable":
      return t("not recomputable");
    case "closed":
      return t("not paid");
    case "none":
      return "–";
    case "word":
      return value.word;
    case "own":
      return value.score === null ? t("not run on this rollout") : ownScoreWords(value.score, t);
  }
}

function loggedWords(value: LoggedNumber, t: Translate): string {
  switch (value.kind) {
    case "number":
      return value.value.toFixed(6);
    case "nan":
      return "NaN";
    case "infinity":
      return value.sign > 0 ? "Infinity" : "-Infinity";
    case "null":
      return "null";
    case "absent":
      return t("not logged");
    case "text":
      return JSON.stringify(value.text);
  }
}

/** The logged reward in the same lines, so that it stands beside a recomputed one. */
function loggedLines({ logged, loggedAdvantage }: Breakdown, t: Translate): readonly BreakdownLine[] {
  const word = (text: string) => ({ kind: "word", word: text }) as const;
  return [
    { key: { kind: "strategy" }, value: word(t("as logged")) },
    ...componentNames.map((component): BreakdownLine => ({
      key: { kind: "component", component },
      value: word(loggedWords(logged[component], t)),
    })),
    { key: { kind: "total" }, value: word(loggedWords(logged.total, t)) },
    { key: { kind: "group-mean" }, value: { kind: "none" } },
    { key: { kind: "group-spread" }, value: { kind: "none" } },
    { key: { kind: "flat" }, value: { kind: "none" } },
    {
      key: { kind: "advantage" },
      value: loggedAdvantage === null ? { kind: "none" } : { kind: "number", text: loggedAdvantage.toFixed(6) },
    },
  ];
}

/** One rollout's reward as text for the diff editor, a line for each part: as logged, or under the first strategy asked for. */
export function rewardText(breakdown: Breakdown, side: "logged" | "recomputed", t: Translate): string {
  const [first] = breakdown.breakdowns;
  const lines = side === "logged" ? loggedLines(breakdown, t) : first === undefined ? [] : breakdownText(first);
  return lines.map(({ key, value }) => `${keyWords(key, t)}: ${valueWords(value, t)}\n`).join("");
}
