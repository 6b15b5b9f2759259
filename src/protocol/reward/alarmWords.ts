import type { AlarmSilence } from "../../core/reward/alarmFinding.js";
import type { AlarmId } from "../../core/reward/alarmId.js";
import { componentNames } from "../../core/reward/rewardScore.js";
import type { AlarmStringKey } from "./alarmStrings.js";
import type { Alarm } from "./curvesApi.js";

/** A sentence of `alarmStrings` with its values. */
export interface AlarmSentence {
  readonly key: AlarmStringKey;
  readonly values: readonly string[];
}

/** How a value is written: a share in per cent, a rise of one in points, an IoU or a reward with its decimals, a count as it is. */
type Kind = "share" | "points" | "decimal" | "count" | "signed";
type Named = readonly [name: string, kind: Kind];

function written(value: number | undefined, kind: Kind): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  switch (kind) {
    case "share":
      return `${Math.round(value * 100)} %`;
    case "points":
      return String(Math.round(value * 100));
    case "decimal":
      return value.toFixed(2);
    case "signed":
      return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
    case "count":
      return String(Math.round(value * 10) / 10);
    default: {
      const never: never = kind;
      return never;
    }
  }
}

interface Pattern {
  readonly rule: readonly [AlarmStringKey, ...Named[]];
  readonly found: readonly [AlarmStringKey, ...Named[]];
}

const window: Named = ["window", "count"];
const level: readonly Named[] = [window, ["atLeast", "share"], ["rise", "points"], ["grace", "count"]];
const risen: readonly Named[] = [
  ["value", "share"],
  ["lowest", "share"],
];

const patterns: Readonly<Record<AlarmId, Pattern>> = {
  "zoom-collapse": {
    rule: ["ruleZoomCollapse", window, ["fraction", "share"], ["peakAtLeast", "share"]],
    found: ["foundZoomCollapse", ["value", "share"], ["peak", "share"]],
  },
  "one-part-carries": {
    rule: ["ruleOnePart", window, ["atLeast", "share"], ["accuracyAtMost", "share"], ["rightBelow", "share"]],
    found: ["foundOnePartCount", ["share", "share"], ["accuracy", "share"]],
  },
  "page-boxes": { rule: ["rulePageBoxes", ...level], found: ["foundPageBoxes", ...risen] },
  "repeated-boxes": { rule: ["ruleRepeatedBoxes", ...level], found: ["foundRepeatedBoxes", ...risen] },
  "giant-boxes": { rule: ["ruleGiantBoxes", ...level], found: ["foundGiantBoxes", ...risen] },
  "format-only": {
    rule: [
      "ruleFormatOnly",
      window,
      ["lag", "count"],
      ["rewardRise", "decimal"],
      ["formatRise", "decimal"],
      ["othersAtMost", "share"],
    ],
    found: [
      "foundFormatOnly",
      ["lag", "count"],
      ["reward", "decimal"],
      ["format", "decimal"],
      ["accuracy", "signed"],
      ["found", "signed"],
    ],
  },
  "length-drift": {
    rule: ["ruleLengthDrift", window, ["factor", "count"], ["by", "count"]],
    found: ["foundLengthDrift", ["value", "count"], ["lowest", "count"]],
  },
  "refused-loop": { rule: ["ruleRefusedLoop", ...level], found: ["foundRefusedLoop", ...risen] },
  "second-zoom-decays": {
    rule: ["ruleSecondZoom", window, ["fraction", "share"], ["peakAtLeast", "decimal"], ["firstKeeps", "share"]],
    found: [
      "foundSecondZoom",
      ["value", "decimal"],
      ["peak", "decimal"],
      ["first", "decimal"],
      ["firstBefore", "decimal"],
    ],
  },
  "cut-share": { rule: ["ruleCutShare", ...level], found: ["foundCutShare", ...risen] },
};

function sentence([key, ...names]: Pattern["rule"], values: Alarm["values"]): AlarmSentence {
  return { key, values: names.map(([name, kind]) => written(values[name], kind)) };
}

function onePartKey(values: Alarm["values"]): AlarmStringKey {
  const part = componentNames[values["part"] ?? -1];
  if (part === "format") return "foundOnePartFormat";
  return part === "toolAccuracy" ? "foundOnePartIou" : "foundOnePartCount";
}

function silence(reason: AlarmSilence, values: Alarm["values"]): AlarmSentence {
  const count = (name: string) => written(values[name], "count");
  switch (reason) {
    case "too-few-rollouts":
      return { key: "silentFewRollouts", values: [count("rollouts"), count("minRollouts"), count("within")] };
    case "too-few-steps":
      return { key: "silentFewSteps", values: [count("steps")] };
    case "no-values":
      return { key: "silentNoValues", values: [] };
    case "switched-off":
      return { key: "silentOff", values: [] };
    default: {
      const never: never = reason;
      return never;
    }
  }
}

/** The sentences of an alarm: what was found or why it is silent, and its rule, which a silent one cannot fill in. */
export function alarmWords({ id, silence: reason, values }: Alarm): {
  readonly found: AlarmSentence;
  readonly rule: readonly AlarmSentence[] | null;
} {
  if (reason !== null) return { found: silence(reason, values), rule: null };
  const { rule, found } = patterns[id];
  const said = sentence(found, values);
  return {
    found: id === "one-part-carries" ? { ...said, key: onePartKey(values) } : said,
    rule: [sentence(rule, values), sentence(["ruleLasting", ["lasting", "count"]], values)],
  };
}
