import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import { estimatorIds } from "../../../src/core/reward/estimatorId.js";
import { partialRewardOptionsSchema } from "../../../src/core/reward/rewardOptions.js";

const numbers = z.array(z.number());

const schema = z.object({
  tolerance: z.number(),
  vectors: z.array(
    z.object({
      id: z.string(),
      input: z.record(z.string(), z.unknown()),
      options: partialRewardOptionsSchema.default({}),
      components: z.record(z.string(), z.number()),
      totals: z.record(z.string(), z.number()),
    }),
  ),
  groups: z.array(
    z.object({ id: z.string(), rewards: numbers, advantages: z.partialRecord(z.enum(estimatorIds), numbers) }),
  ),
});

/** Worked examples of the paper's reward: facts in, components and totals by spec out; and groups with their advantages. */
export const rewardVectors = schema.parse(
  JSON.parse(readFileSync(resolve(import.meta.dirname, "../../fixtures/reward/vectors.json"), "utf8")),
);
