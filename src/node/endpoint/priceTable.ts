import * as z from "zod";
import type { TokenUsage } from "./chatAnswer.js";

const price = z.number().nonnegative();

/**
 * What tokens cost, as the user says: prices change, and none is built in. `cached` left out: as other tokens of a prompt.
 */
export const priceTableSchema = z
  .strictObject({
    currency: z.string().min(1),
    /** How many tokens a price is for. */
    per: z.int().positive().default(1_000_000),
    models: z.record(
      z.string(),
      z.strictObject({ prompt: price, completion: price, cached: price.optional() }).readonly(),
    ),
  })
  .readonly();
export type PriceTable = z.infer<typeof priceTableSchema>;

/**
 * What an answer cost, in the table's currency; null where the table does not have the model or the server did not count.
 * Servers that count reasoning in the total alone are charged for it as for an answer.
 */
export function costOf(usage: TokenUsage | null, model: string, { per, models }: PriceTable): number | null {
  const prices = Object.hasOwn(models, model) ? models[model] : undefined;
  const { prompt = null, completion = null, total = null, cached = null } = usage ?? {};
  if (prices === undefined || prompt === null || completion === null) return null;
  const known = Math.min(cached ?? 0, prompt);
  const asked = (prompt - known) * prices.prompt + known * (prices.cached ?? prices.prompt);
  return (asked + Math.max(completion, (total ?? 0) - prompt) * prices.completion) / per;
}
