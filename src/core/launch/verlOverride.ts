import { hydraValue, type HydraValue } from "./hydraValue.js";
import { shellWord } from "./shellWord.js";

/**
 * A text of command.sh's variables, known only on the host: what stands between the double quotes of a shell. `bare`: a
 * number or a truth value, which is not quoted for Hydra.
 */
export interface RunText {
  readonly run: string;
  readonly as: "text" | "list" | "bare";
}

/** A list or dictionary that somebody wrote in Hydra's grammar. */
export interface RawText {
  readonly raw: string;
}

/** A key of verl's configuration and what it is set to. */
export interface VerlOverride {
  readonly key: string;
  readonly value: HydraValue | RunText | RawText;
  /** `+`: the key is not in the engine's own configuration; `++`: somebody leaves it open whether it is. */
  readonly prefix: "" | "+" | "++";
}

const made =
  (as: RunText["as"], prefix: VerlOverride["prefix"]) =>
  (key: string, run: string): VerlOverride => ({ key, value: { run, as }, prefix });

/** A key of the engine's configuration. */
export const set = (key: string, value: HydraValue): VerlOverride => ({ key, value, prefix: "" });
/** A key that the engine reads but does not list. */
export const add = (key: string, value: HydraValue): VerlOverride => ({ key, value, prefix: "+" });
/** A key whose value is made on the host from variables of command.sh, e.g. `$folder/ckpt`. */
export const setRun = made("text", "");
export const setRunList = made("list", "");
export const setRunBare = made("bare", "");
export const addRun = made("text", "+");

/** The override as one word of command.sh, which defines `loupe_hydra` for what is known on the host only. */
export function overrideWord({ key, value, prefix }: VerlOverride): string {
  const name = `${prefix}${key}`;
  if (isRawText(value)) return shellWord(`${name}=${value.raw}`);
  if (!isRunText(value)) return bareOrQuoted(`${name}=${hydraValue(value)}`);
  switch (value.as) {
    case "bare":
      return `"${name}=${value.run}"`;
    case "text":
      return `"${name}=$(loupe_hydra "${value.run}")"`;
    case "list":
      return `"${name}=[$(loupe_hydra "${value.run}")]"`;
  }
}

export function isRunText(value: VerlOverride["value"]): value is RunText {
  return typeof value === "object" && value !== null && "run" in value;
}

export function isRawText(value: VerlOverride["value"]): value is RawText {
  return typeof value === "object" && value !== null && "raw" in value;
}

/** People read command.sh before they launch it. */
const bareOrQuoted = (word: string): string => (/^[\w.+=/:@%,-]+$/.test(word) ? word : shellWord(word));
