/**
 * Which image a call crops: 0 is the page, k the k-th crop, -1 what cannot be told. Pixel-Reasoner counts `target_image`
 * from 1 (the page), Qwen-Agent `img_idx` from 0, Mini-o3 writes `original_image` or `observation_k` with k from 1. A
 * call that names none crops the page.
 */
export function readCallSource(args: Readonly<Record<string, unknown>>): number {
  const target = args["target_image"];
  if (target !== undefined && target !== null) return imageIndex(target, 1);
  const index = args["img_idx"];
  if (index !== undefined && index !== null) return imageIndex(index, 0);
  const source = args["source"];
  if (typeof source !== "string" || source === "original_image") return 0;
  const observation = /^observation_(\d{1,6})$/.exec(source)?.[1];
  return observation === undefined ? -1 : imageIndex(observation, 0);
}

function imageIndex(value: unknown, first: number): number {
  const index = (typeof value === "number" ? value : typeof value === "string" ? Number(value) : NaN) - first;
  return Number.isInteger(index) && index >= 0 ? index : -1;
}
