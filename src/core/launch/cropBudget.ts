import type { ResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { smartResize } from "../page/smartResize.js";
import type { DataMeasure } from "./dataMeasure.js";
import { visualTokens } from "./visualTokens.js";

/** Questions of one task kind that expect zooms, by what a rollout has room for. */
export interface CropBudget {
  readonly taskKind: string | null;
  /** With targets and a readable page. */
  readonly questions: number;
  /** The crops of all expected zooms, with the text between them, are longer than the response may be. */
  readonly tooLong: number;
  /** More zooms are expected than the turns before the answer. */
  readonly tooMany: number;
  /** Median over the questions of how many crops of their targets fit into a response. */
  readonly cropsThatFit: number;
  readonly mostZooms: number;
}

export interface ResponseLimits {
  /** Of all turns together, crops included. */
  readonly responseTokens: number;
  readonly turns: number;
  readonly resize: ResizeLimits;
  /** Whether the tool crops from the page as stored (DeepEyes) or as the model sees it (verl). */
  readonly cropsFrom: "page" | "model";
}

/** A turn's thought and call, the reply around the crop: our estimate of what a short turn takes. */
const turnTokens = 160;
/** The last thought and the answer. */
const answerTokens = 200;

interface Wanted {
  readonly zooms: number;
  readonly tokens: number;
  readonly fit: number;
}

function cropSize(box: readonly [number, number, number, number], page: Size, limits: ResponseLimits): Size {
  const size = { width: Math.max(1, box[2] - box[0]), height: Math.max(1, box[3] - box[1]) };
  if (limits.cropsFrom === "page") return size;
  const seen = smartResize(page, limits.resize);
  if (seen.kind !== "resized") return size;
  return {
    width: Math.max(1, (size.width * seen.size.width) / page.width),
    height: Math.max(1, (size.height * seen.size.height) / page.height),
  };
}

function wanted({ page, targets, expectedZooms }: DataMeasure, limits: ResponseLimits): Wanted | null {
  const zooms = expectedZooms ?? targets?.length ?? 0;
  if (page === null || targets === null || targets.length === 0 || zooms === 0) return null;
  const crops = targets.map(box => visualTokens(cropSize(box, page, limits), limits.resize) ?? 0);
  const mean = crops.reduce((sum, tokens) => sum + tokens, 0) / crops.length + turnTokens;
  const room = limits.responseTokens - answerTokens;
  return { zooms, tokens: zooms * mean + answerTokens, fit: Math.max(0, Math.floor(room / mean)) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** For each task kind, whether the crops that its questions expect fit into a response and its turns. */
export function cropBudget(measures: readonly DataMeasure[], limits: ResponseLimits): readonly CropBudget[] {
  const kinds = new Map<string | null, Wanted[]>();
  for (const measure of measures) {
    const one = wanted(measure, limits);
    if (one === null) continue;
    const known = kinds.get(measure.taskKind);
    if (known === undefined) kinds.set(measure.taskKind, [one]);
    else known.push(one);
  }
  return [...kinds].map(([taskKind, all]) => ({
    taskKind,
    questions: all.length,
    tooLong: all.filter(({ tokens }) => tokens > limits.responseTokens).length,
    // One turn is left for the answer.
    tooMany: all.filter(({ zooms }) => zooms > limits.turns - 1).length,
    cropsThatFit: median(all.map(({ fit }) => fit)),
    mostZooms: all.reduce((most, { zooms }) => Math.max(most, zooms), 0),
  }));
}
