import * as vscode from "vscode";
import { defaultMiniatureOptions, type MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { t } from "../t.js";
import { askParameter, parameterText } from "./askParameter.js";
import type { DraftRow } from "./pickDraft.js";

/** Parameters in place of their defaults, as the command line takes them. */
export type Assumptions = Readonly<Partial<Record<keyof MiniatureOptions, string>>>;

interface Preset {
  readonly label: string;
  /** Empty: the default. */
  readonly values: Assumptions;
}

interface Assumption {
  readonly label: string;
  /** The parameters that it sets; one that sets a single one can be given any value. */
  readonly names: readonly (keyof MiniatureOptions)[];
  readonly presets: readonly Preset[];
}

const usual = (name: keyof MiniatureOptions) => parameterText(defaultMiniatureOptions[name]);

/**
 * What is a guess of the miniature or of the paper, with values that were examined, alone or together with others; the two
 * for the accuracy were not, and a comparison under them says so.
 */
const known = (): readonly Assumption[] => [
  {
    label: t("Rollouts that zoom at first"),
    names: ["firstCall"],
    presets: ["0.02", "0.1", "0.7"].map(firstCall => ({ label: firstCall, values: { firstCall } })),
  },
  {
    label: t("Clumsiness of zooming"),
    names: ["outcomeCall"],
    presets: [
      { label: t("does no harm"), values: { outcomeCall: "0.8/0.17/0.03" } },
      { label: t("often loses the answer"), values: { outcomeCall: "0.3/0.2/0.5" } },
    ],
  },
  {
    label: t("Coupling: a clean format pushes against zooming"),
    names: ["coupling"],
    presets: ["1", "2", "3", "4"].map(coupling => ({ label: coupling, values: { coupling } })),
  },
  {
    label: t("IoU at first"),
    names: ["characterPull", "evidence"],
    presets: [
      { label: t("lower"), values: { characterPull: "2.5", evidence: "0.35" } },
      { label: t("higher"), values: { characterPull: "0", evidence: "0.9" } },
      { label: t("higher, no marked figure lures"), values: { characterPull: "-3" } },
    ],
  },
  {
    label: t("Accuracy at first"),
    names: ["accuracyShift"],
    presets: [
      { label: t("lower"), values: { accuracyShift: "-1.5" } },
      { label: t("higher"), values: { accuracyShift: "1.5" } },
    ],
  },
];

/** Of these assumptions those that set the same parameters. */
const partOf = (all: Assumptions, { names }: Assumption): Assumptions =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.some(one => one === name)));

const textOf = (values: Assumptions): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");

interface Item extends vscode.QuickPickItem {
  /** Null: a value is asked for. */
  readonly values: Assumptions | null;
}

async function changed(all: Assumptions, one: Assumption): Promise<Assumptions | null> {
  const [name, ...more] = one.names;
  const defaults = one.names.map(each => `${each}=${usual(each)}`).join(", ");
  const items: Item[] = [
    { label: t("as it is by default"), description: defaults, values: {} },
    ...one.presets.map(({ label, values }) => ({ label, description: textOf(values), values })),
    ...(more.length === 0 ? [{ label: t("Another value…"), values: null }] : []),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: one.label, ignoreFocusOut: true });
  if (chosen === undefined || name === undefined) return null;
  const typed = chosen.values === null ? await askParameter(name, one.label, all[name] ?? usual(name)) : null;
  if (chosen.values === null && typed === null) return null;
  const others = Object.entries(all).filter(([key]) => !one.names.some(each => each === key));
  const own = chosen.values ?? { [name]: typed };
  return Object.fromEntries([...others, ...Object.entries(own)]);
}

/** The assumptions as rows of a draft. */
export function assumptionRows<T extends { readonly assumptions: Assumptions }>(draft: T): readonly DraftRow<T>[] {
  return known().map(one => {
    const own = textOf(partOf(draft.assumptions, one));
    return {
      label: one.label,
      description: own === "" ? t("by default: {0}", one.names.map(usual).join(", ")) : own,
      change: async () => {
        const assumptions = await changed(draft.assumptions, one);
        return assumptions === null ? null : { ...draft, assumptions };
      },
    };
  });
}
