import type { Box } from "../page/box.js";
import { parseTolerant } from "../rollout/parseTolerant.js";
import { isJsonObject } from "./jsonObject.js";

export interface Target {
  /** Page pixels. */
  readonly box: Box;
  readonly role: string | null;
}

export type TargetsRead =
  | { readonly kind: "targets"; readonly targets: readonly Target[] }
  /** Null or absent: nobody says whether there are targets. */
  | { readonly kind: "none" }
  | { readonly kind: "unreadable" };

const unreadable: TargetsRead = { kind: "unreadable" };

/** What numpy prints for an array: numbers between brackets, without commas (formats.md 6.8). */
const numpyPattern = /^[\s[\]()\d.,eE+-]*$/;
const boxKeys = ["box", "bbox_2d", "bbox"];

function asNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  return null;
}

function asBox(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const numbers = value.map(asNumber).filter(number => number !== null);
  const [x1, y1, x2, y2] = numbers;
  return x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined ? null : [x1, y1, x2, y2];
}

function asTarget(value: unknown): Target | null {
  if (!isJsonObject(value)) {
    const box = asBox(value);
    return box && { box, role: null };
  }
  const box = asBox(boxKeys.map(key => value[key]).find(candidate => candidate !== undefined));
  const role = value["role"] ?? value["label"];
  return box && { box, role: typeof role === "string" ? role : null };
}

function ofList(list: readonly unknown[]): TargetsRead {
  if (list.length === 0) return { kind: "targets", targets: [] };
  const single = asBox(list);
  if (single !== null) return { kind: "targets", targets: [{ box: single, role: null }] };
  const targets = list.map(asTarget).filter(target => target !== null);
  return targets.length === list.length ? { kind: "targets", targets } : unreadable;
}

function ofText(text: string, depth: number): TargetsRead {
  if (text.trim() === "") return { kind: "none" };
  const parsed = parseTolerant(text);
  if (parsed.ok) return depth < 2 ? readNested(parsed.value, depth + 1) : unreadable;
  if (!numpyPattern.test(text) || !text.includes("[")) return unreadable;
  const numbers = (text.match(/[+-]?[\d.]+(?:[eE][+-]?\d+)?/g) ?? []).map(Number);
  if (numbers.length % 4 !== 0) return unreadable;
  const boxes = Array.from({ length: numbers.length / 4 }, (_, index) => numbers.slice(4 * index, 4 * index + 4));
  return ofList(boxes);
}

function readNested(value: unknown, depth: number): TargetsRead {
  if (value === undefined || value === null) return { kind: "none" };
  if (Array.isArray(value)) return ofList(value);
  if (isJsonObject(value)) return ofList([value]);
  return typeof value === "string" ? ofText(value, depth) : unreadable;
}

/**
 * Reads target boxes as lists of four numbers, as records with a `box` (benchmark.md 2.1), as one box alone, as JSON text
 * of these (trainers may log only scalars) or as numpy prints them. One unreadable box makes the whole field unreadable:
 * half a set of targets would give wrong IoUs.
 */
export function readTargets(value: unknown): TargetsRead {
  return readNested(value, 0);
}
