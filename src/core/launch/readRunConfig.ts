import { findNodeAtLocation, getNodeValue, parseTree, type JSONPath, type Node, type ParseError } from "jsonc-parser";
import type * as z from "zod";
import { miniatureParameters } from "../simulate/miniature/miniatureParameters.js";
import { rangeText } from "../simulate/miniature/parameterRange.js";
import { nearestName } from "./nearestName.js";
import { activationSchema, anyRunConfigSchema, launcherSchema, runConfigSchema, type RunConfig } from "./runConfig.js";
import type { RunConfigIssue } from "./runConfigIssue.js";
import { runConfigKeys } from "./runConfigKeys.js";

export type RunConfigRead =
  | { readonly kind: "config"; readonly config: RunConfig }
  | { readonly kind: "issues"; readonly issues: readonly RunConfigIssue[] };

/**
 * Reads the text of a `*.loupe-run.json`; comments and trailing commas are allowed, as in the files of VS Code. A launch
 * does what the file says: one key that cannot be read makes all of it unusable, and every such key is named. Never throws.
 */
export function readRunConfig(text: string): RunConfigRead {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (broken !== undefined || tree === undefined) return one("not-json", "", [], broken?.offset ?? 0);
  if (tree.type !== "object") return one("not-an-object", "", [], tree.offset);
  const value: unknown = getNodeValue(tree);
  const read = runConfigSchema.safeParse(value);
  if (!read.success)
    return { kind: "issues", issues: allIssues(read.error, value).flatMap(issue => issuesOf(issue, tree, value)) };
  const { min, max } = read.data.pixels;
  if (min !== undefined && max !== undefined && min > max)
    return one("bad-value", "pixels.min", ["pixels.min", `≤ ${max}`], offsetOf(tree, ["pixels", "min"]));
  return { kind: "config", config: read.data };
}

/** Where the engine is none, nothing else of the file was looked at yet. */
function allIssues({ issues }: z.ZodError, value: unknown): readonly z.core.$ZodIssue[] {
  const isOfEngine = issues.some(({ path }) => path.length === 1 && path[0] === "engine");
  return isOfEngine ? (anyRunConfigSchema.safeParse(value).error?.issues ?? issues) : issues;
}

function one(code: RunConfigIssue["code"], key: string, values: readonly string[], at: number | null): RunConfigRead {
  return { kind: "issues", issues: [{ code, key, values, at }] };
}

function issuesOf(issue: z.core.$ZodIssue, tree: Node, value: unknown): readonly RunConfigIssue[] {
  const path = issue.path.map(part => (typeof part === "number" ? part : String(part)));
  const key = path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(name => {
      const values = [[...path, name].join("."), nearestName(name, runConfigKeys) ?? ""];
      return { code: "unknown-key", key: [...path, name].join("."), values, at: offsetOfName(tree, [...path, name]) };
    });
  }
  if (valueAt(value, path) === undefined)
    return [{ code: "missing", key, values: [key], at: offsetOf(tree, path.slice(0, -1)) }];
  return [{ code: "bad-value", key, values: [key, allowedBy(issue)], at: offsetOf(tree, path) }];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

/** The range of an assumption of the miniature, which its table says better than an issue does. */
function rangeAt([section, name]: readonly PropertyKey[]): string | null {
  const found = Object.entries(miniatureParameters).find(([one]) => section === "simulate" && one === name);
  return found === undefined ? null : rangeText(found[1].range);
}

/** What would have been taken, as short as a person would write it. */
function allowedBy(issue: z.core.$ZodIssue): string {
  const range = rangeAt(issue.path);
  if (range !== null) return range;
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map(String).join(", ");
    case "invalid_type":
      return issue.expected;
    case "too_small":
      return `${issue.inclusive === false ? ">" : "≥"} ${issue.minimum}`;
    case "too_big":
      return `${issue.inclusive === false ? "<" : "≤"} ${issue.maximum}`;
    case "invalid_format":
      return issue.pattern ?? issue.format;
    case "invalid_union":
      return kindsOf(issue.path) ?? issue.message;
    case "not_multiple_of":
    case "unrecognized_keys":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return issue.message;
  }
}

/** The kinds of launchers and of environments, which zod does not list when none of them matches. */
function kindsOf(path: readonly PropertyKey[]): string | null {
  const place = path.map(String).join(".");
  if (place === "launcher.kind") return launcherSchema.options.map(({ shape }) => shape.kind.value).join(", ");
  if (place === "environment.activate.kind")
    return activationSchema.options.map(({ shape }) => shape.kind.value).join(", ");
  return null;
}

const offsetOf = (tree: Node, path: JSONPath): number | null => findNodeAtLocation(tree, path)?.offset ?? null;

/** Of the key itself, where an editor underlines. */
function offsetOfName(tree: Node, path: JSONPath): number | null {
  const property = findNodeAtLocation(tree, path)?.parent;
  return property?.type === "property" ? property.offset : null;
}
