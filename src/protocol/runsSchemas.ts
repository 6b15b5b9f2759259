import * as z from "zod";
import { parseFilter } from "../core/filter/parseFilter.js";
import { parseSort } from "../core/filter/parseSort.js";
import { coordinateSpaces } from "../core/page/coordinateSpace.js";
import { alarmRulesSchema } from "../core/reward/alarmRules.js";
import { quickFilters } from "../core/rollout/quickFilter.js";
import { rolloutRefSchema } from "./rolloutRef.js";

const space = z.enum(coordinateSpaces);

const isFilter = (text: string) => text.trim() === "" || parseFilter(text).kind === "expression";
const isSort = (text: string) => text.trim() === "" || parseSort(text).kind === "sort";

const query = z.object({
  order: z.object({ key: z.enum(["file", "score", "iou", "length"]), descending: z.boolean() }),
  filters: z.array(z.enum(quickFilters)),
  where: z.string().refine(isFilter).optional(),
  sort: z.string().refine(isSort).optional(),
});

const settings = z.object({
  roots: z.array(z.string()),
  storage: z.string().nullable(),
  discovery: z.object({ maxDepth: z.number(), maxEntries: z.number(), ignore: z.array(z.string()) }),
  pollSeconds: z.number(),
  savedIndexMegabytes: z.number(),
  extractedImagesMegabytes: z.number(),
  imageRoots: z.array(z.string()),
  datasets: z.array(z.string()),
  space: z.union([space, z.literal("guess")]),
  spaceByRun: z.record(z.string(), space),
  pathPrefixes: z.record(z.string(), z.string()),
  applyOrientation: z.boolean(),
  isTrusted: z.boolean(),
  strategies: z.array(z.unknown()).optional(),
  ownRewards: z.array(z.unknown()).optional(),
  alarms: alarmRulesSchema.optional(),
});

/** What the worker accepts: settings are written by hand, references come back from saved windows. */
export const runsSchemas = {
  configure: settings,
  children: z.object({ id: z.string().nullable(), query, isShown: z.boolean().optional() }),
  node: z.object({ id: z.string(), query }),
  open: z.object({ ref: rolloutRefSchema }),
  rowAtByte: z.object({ file: z.string(), offset: z.number().int().nonnegative() }),
  raw: z.object({ ref: rolloutRefSchema }),
  neighbour: z.object({
    ref: rolloutRefSchema,
    direction: z.union([z.literal(1), z.literal(-1)]),
    within: z.enum(["group", "list"]),
    query,
  }),
  filterCounts: z.object({ query }),
  passes: z.object({ ref: rolloutRefSchema, query }),
  // A text that is no expression is answered with what is wrong with it.
  rollouts: z.object({
    where: z.string().optional(),
    sort: z.string().optional(),
    offset: z.number().int().nonnegative().optional(),
    limit: z.number().int().min(1).max(1000).optional(),
  }),
  metrics: z.object({ file: z.string() }),
  malformed: z.object({ limit: z.number().int().positive() }),
  readableRoots: z.null(),
  path: z.object({ ref: rolloutRefSchema }),
  refresh: z.null(),
} as const;
