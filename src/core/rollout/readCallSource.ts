import type { SourceKey } from "./zoomCall.js";

/** Which image a call crops: 0 is the page, k the k-th crop, -1 what cannot be told. */
export interface CallSource {
  readonly source: number;
  /** Left out: it names none, and crops the page. */
  readonly sourceKey?: SourceKey;
}

const page: CallSource = { source: 0 };

/**
 * The image that a call names. Pixel-Reasoner counts `target_image` from 1 (the page), Qwen-Agent `img_idx` from 0,
 * Mini-o3 writes `original_image` or `observation_k` with k from 1.
 */
export function readCallSource(args: Readonly<Record<string, unknown>>): CallSource {
  const target = args["target_image"];
  if (target !== undefined && target !== null) return { source: imageIndex(target, 1), sourceKey: "target_image" };
  const index = args["img_idx"];
  if (index !== undefined && index !== null) return { source: imageIndex(index, 0), sourceKey: "img_idx" };
  const source = args["source"];
  if (typeof source !== "string") return page;
  if (source === "original_image") return { source: 0, sourceKey: "source" };
  const observation = /^observation_(\d{1,6})$/.exec(source)?.[1];
  return { source: observation === undefined ? -1 : imageIndex(observation, 0), sourceKey: "source" };
}

function imageIndex(value: unknown, first: number): number {
  const index = (typeof value === "number" ? value : typeof value === "string" ? Number(value) : NaN) - first;
  return Number.isInteger(index) && index >= 0 ? index : -1;
}
