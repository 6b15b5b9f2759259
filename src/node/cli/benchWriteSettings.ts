import { readFile } from "node:fs/promises";
import { InvalidArgumentError } from "commander";
import * as z from "zod";
import { writtenKinds, type WrittenKind } from "../../core/benchmark/written/writtenKinds.js";
import { defaultWriterSettings, type WriterSettings } from "../benchmark/write/writerSettings.js";
import { type PriceTable, priceTableSchema } from "../endpoint/priceTable.js";
import { ExpectedError } from "./expectedError.js";
import { problemOfIssues } from "./problemOfIssues.js";
import { UsageError } from "./usageError.js";

/** The options of `loupe bench write` as they are given. */
export interface BenchWriteOptions {
  readonly endpoint?: string;
  readonly model: string;
  readonly what: readonly WrittenKind[];
  readonly keyEnv: string;
  readonly limit: number | null;
  readonly dryRun?: boolean;
  readonly fresh?: boolean;
  readonly prompts?: string;
  readonly questions: number;
  readonly side: number;
  readonly detail: "auto" | "low" | "high" | "none";
  readonly temperature: number | "none";
  readonly topP: number | "none";
  readonly seed: number | "none";
  readonly maxTokens: number;
  readonly maxTokensName: "max_tokens" | "max_completion_tokens";
  readonly reasoningEffort?: string;
  readonly extra?: string;
  readonly prices?: string;
  readonly atOnce: number;
  readonly stream: boolean;
  /** Seconds. */
  readonly idle: number;
  readonly timeout: number;
  readonly keepTrying?: boolean;
  readonly json?: boolean;
}

/** A number in a range, or `none`: the setting is not sent. Not null, which commander would make an empty text of. */
export const numberOrNone =
  (least: number, most: number) =>
  (text: string): number | "none" => {
    if (text === "none") return text;
    const value = Number(text);
    if (text.trim() !== "" && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}, or none.`);
  };

/** Which things are to be written: names between commas. */
export function writtenKindsOf(text: string): readonly WrittenKind[] {
  const names = text.split(",").map(name => name.trim());
  const known = writtenKinds.filter(kind => names.includes(kind));
  if (known.length > 0 && names.every(name => writtenKinds.some(kind => kind === name))) return known;
  throw new InvalidArgumentError(`It must be some of ${writtenKinds.join(",")}.`);
}

function extraOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new UsageError("--extra is no JSON object");
  }
}

const unlessNone = <Value>(value: Value | "none"): Value | null => (value === "none" ? null : value);

/** How the model is asked, by the options. */
export function writerSettingsOf(options: BenchWriteOptions): WriterSettings {
  const { temperature, topP, seed, detail, maxTokens, maxTokensName, reasoningEffort = null } = options;
  const sent = { temperature: unlessNone(temperature), topP: unlessNone(topP), seed: unlessNone(seed) };
  return {
    ...defaultWriterSettings(options.model),
    sampling: { ...sent, maxTokens, maxTokensName, reasoningEffort },
    detail: unlessNone(detail),
    ...{ side: options.side, count: options.questions, extra: extraOf(options.extra) },
  };
}

/** The table of prices in a file. */
export async function readPrices(file: string | undefined): Promise<PriceTable | null> {
  if (file === undefined) return null;
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) throw new ExpectedError(`${file}: the prices cannot be read`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ExpectedError(`${file}: no JSON`);
  }
  const table = priceTableSchema.safeParse(value);
  if (!table.success) throw new ExpectedError(`${file}: no table of prices: ${problemOfIssues(table.error.issues)}`);
  return table.data;
}

/** The key, out of the environment and nowhere else; null: there is none, as for a server of one's own. */
export function keyOfEnvironment(name: string, environment: NodeJS.ProcessEnv): string | null {
  const value = environment[name];
  return value === undefined || value === "" ? null : value;
}
