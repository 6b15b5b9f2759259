import * as z from "zod";
import type { DataMeasure } from "./dataMeasure.js";

/** What was counted in data that stand on a host. */
export type HostData =
  | {
      readonly kind: "measured";
      readonly measures: readonly DataMeasure[];
      readonly damaged: number;
      readonly isCut: boolean;
    }
  | { readonly kind: "unread"; readonly reason: string };

const natural = z.number().int().nonnegative().max(1e9);
const pair = z.tuple([natural, natural]);
const finite = z.number().refine(Number.isFinite);

/** A line of `src/trainer/measure_data.py`. */
const lineSchema = z.union([
  z.object({ unread: z.string().max(1000) }),
  z.object({ end: z.literal(true), damaged: natural, cut: z.boolean() }),
  z.object({
    task: z.string().max(200).nullable(),
    page: pair.nullable(),
    has: z.boolean(),
    text: pair,
    targets: z
      .array(z.tuple([finite, finite, finite, finite]))
      .max(1000)
      .nullable(),
    zooms: natural.nullable(),
  }),
]);

type Line = z.infer<typeof lineSchema>;

function lineOf(text: string): Line | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // No JSON: a host may print anything, and what is no measure counts as a damaged row.
    return null;
  }
}

/** Reads the lines that were printed; null when they do not come to an end. */
export function readHostData(lines: readonly string[]): HostData | null {
  const measures: DataMeasure[] = [];
  let bad = 0;
  for (const text of lines) {
    const line = lineOf(text);
    if (line === null) {
      bad++;
      continue;
    }
    if ("unread" in line) return { kind: "unread", reason: line.unread };
    if ("end" in line) return { kind: "measured", measures, damaged: line.damaged + bad, isCut: line.cut };
    const { task, page, has, text: tokens, targets, zooms } = line;
    measures.push({
      taskKind: task,
      page: page === null ? null : { width: page[0], height: page[1] },
      hasPage: has,
      text: { low: tokens[0], high: tokens[1] },
      targets,
      expectedZooms: zooms,
    });
  }
  return null;
}
