import * as z from "zod";
import type { FindingLevel } from "../../core/launch/finding.js";
import type { PlannedPrompts, PlannedSetting, PlannedStage } from "../../core/launch/runPlan.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import { variableName } from "../../core/launch/variableName.js";

/** A key of the run configuration: `hyper.steps`, `stages.0.tasks`. */
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_-]{1,60}){0,4}$/);
const text = z.string().max(4000);
const value = z.union([text, z.number(), z.boolean(), z.null(), z.array(text).max(64)]);
const path = z.string().min(1).max(400);

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const launchHostSchemas = {
  ready: z.null(),
  edit: z.object({ key, value: value.optional() }),
  chooseHost: z.null(),
  browse: z.object({ key, isFolder: z.boolean() }),
  preflight: z.null(),
  openTerminal: z.null(),
  launch: z.null(),
  save: z.null(),
  openText: z.object({ key: key.nullable() }),
  showFile: z.object({ path }),
  compareWithLast: z.null(),
  copyFile: z.object({ path }),
  setSecret: z.object({ name: z.string().regex(variableName) }),
  manageTrust: z.null(),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof launchHostSchemas> = z.infer<(typeof launchHostSchemas)[K]>;

/** A finding whose sentence is in the person's language. */
export interface ToldFinding {
  readonly level: FindingLevel;
  readonly text: string;
  /** The key of the configuration that it is about. */
  readonly key: string | null;
}

export interface ShownFile {
  readonly path: string;
  /** Bounded; `isCut` says that the rest is left out. */
  readonly text: string;
  readonly isCut: boolean;
  /** From 0: lines that the last launch of this configuration did not have. */
  readonly changedLines: readonly number[];
}

export interface ShownGpu {
  readonly index: number;
  readonly name: string;
  readonly usedMegabytes: number;
  readonly totalMegabytes: number;
  readonly utilisation: number | null;
  readonly isFree: boolean;
  /** Who holds it, e.g. `pid 40213, vllm`; null: nobody that can be seen. */
  readonly holder: string | null;
}

/** What the host said when it was asked last. */
export interface ShownPreflight {
  readonly host: string;
  readonly isRunning: boolean;
  /** Milliseconds since 1970; null: it has not answered yet. */
  readonly at: number | null;
  readonly gpus: readonly ShownGpu[] | null;
  readonly findings: readonly ToldFinding[];
  /** Why it could not be reached; `needsPerson`: a terminal helps. */
  readonly failure: { readonly text: string; readonly needsPerson: boolean } | null;
}

export interface StrategyChoice {
  /** As the file names it. */
  readonly id: string;
  /** In the person's language where it is built in. */
  readonly name: string;
}

/** Everything that the form shows of one configuration. */
export interface LaunchForm {
  readonly name: string;
  readonly isTrusted: boolean;
  readonly isDirty: boolean;
  /** Why the file cannot be shown as a form, as sentences; its text can be opened all the same. */
  readonly issues: readonly string[];
  /** null: it has issues. What the file leaves out is filled in. */
  readonly config: RunConfig | null;
  readonly hosts: readonly string[];
  readonly strategies: readonly StrategyChoice[];
  readonly settings: readonly PlannedSetting[];
  readonly stages: readonly PlannedStage[];
  readonly findings: readonly ToldFinding[];
  readonly files: readonly ShownFile[];
  readonly prompts: PlannedPrompts | null;
  /** Rows of the training data; null: not counted. */
  readonly questions: number | null;
  readonly isCounting: boolean;
  /** Whether this configuration was launched before from here. */
  readonly hasLast: boolean;
  /** Names of secrets that are set on this machine. */
  readonly secrets: readonly string[];
  readonly preflight: ShownPreflight | null;
}

export interface LaunchInit {
  /** Every sentence of the form in the person's language; see `launchStrings.ts`. */
  readonly strings: Readonly<Record<string, string>>;
  readonly form: LaunchForm;
}

/** Served by the host, called by the webview. What they change comes back by `show`. */
export type LaunchHostApi = {
  ready(params: Params<"ready">): Promise<LaunchInit>;
  /** Writes a value into the file's text; without one the key is taken out. */
  edit(params: Params<"edit">): Promise<void>;
  chooseHost(params: Params<"chooseHost">): Promise<void>;
  browse(params: Params<"browse">): Promise<void>;
  preflight(params: Params<"preflight">): Promise<void>;
  openTerminal(params: Params<"openTerminal">): Promise<void>;
  launch(params: Params<"launch">): Promise<void>;
  save(params: Params<"save">): Promise<void>;
  openText(params: Params<"openText">): Promise<void>;
  showFile(params: Params<"showFile">): Promise<void>;
  compareWithLast(params: Params<"compareWithLast">): Promise<void>;
  copyFile(params: Params<"copyFile">): Promise<void>;
  setSecret(params: Params<"setSecret">): Promise<void>;
  manageTrust(params: Params<"manageTrust">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview. */
export type LaunchApi = {
  show(params: { readonly form: LaunchForm }): Promise<void>;
};
