import * as z from "zod";

const resources = z.record(z.string(), z.number()).catch({});

/** `GET /nodes?view=summary` of the dashboard: what is read of it. */
const nodesSchema = z.object({
  data: z.object({
    summary: z.array(
      z.object({
        raylet: z.object({ state: z.string().optional(), resourcesTotal: resources.default({}) }),
      }),
    ),
  }),
});

/** What a cluster has altogether, used or not. */
export interface RayNodes {
  readonly nodes: number;
  readonly gpus: number;
}

/** Counts the living nodes and their GPUs; null: the answer is another one. */
export function readRayNodes(answer: unknown): RayNodes | null {
  const read = nodesSchema.safeParse(answer);
  if (!read.success) return null;
  const alive = read.data.data.summary.filter(({ raylet }) => raylet.state === "ALIVE");
  return { nodes: alive.length, gpus: alive.reduce((sum, { raylet }) => sum + (raylet.resourcesTotal["GPU"] ?? 0), 0) };
}
