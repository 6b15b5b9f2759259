import * as z from "zod";

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);
const kinds = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ captions: schema, pairs: schema, texts: schema });

const prompt = z.strictObject({ id: z.string(), version: count, sha: z.string().describe("SHA-256, canonical JSON.") });

const planned = kinds(
  z.strictObject({
    toAsk: count,
    known: count.describe("Written before, by the same model, prompt and settings."),
    withoutCaption: count.describe("Panels that nothing can be asked about: they have no caption."),
  }),
);

const head = {
  folder: z.string(),
  model: z.string(),
  prompts: kinds(prompt),
  replaced: z.array(z.string()).describe("Prompts that --prompts has in place of the product's."),
  added: z.array(z.string()),
  planned,
  requests: count.describe("What a run without disturbances sends; each request has one image."),
  images: count,
  unreadable: z.array(z.strictObject({ page: z.string(), path: z.string(), reason: z.string() })),
  damagedLines: count.describe("Lines of writings.jsonl that are no record."),
};

/** What `loupe bench write --json` prints. */
export const benchWriteOutput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("planned"), ...head }),
  z.strictObject({
    kind: z.literal("written"),
    ...head,
    counts: kinds(z.strictObject({ written: count, refused: count, damaged: count, failed: count })),
    damage: counts,
    failures: counts,
    sent: count.describe("Requests, retries among them."),
    retries: count,
    kept: count.describe("Answers taken from requests.jsonl."),
    promptTokens: count,
    completionTokens: count,
    uncounted: count.describe("Answers whose tokens the server did not count."),
    cost: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(),
    stop: z.enum(["limit", "cancelled", "failing", "out-of-retries"]).nullable(),
    failedPages: z.array(z.strictObject({ page: z.string(), code: z.string(), detail: z.string() })),
  }),
]);
export type BenchWriteOutput = z.infer<typeof benchWriteOutput>;
