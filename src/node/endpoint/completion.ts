import * as z from "zod";

const number = z.number().nonnegative().nullish();

const usageSchema = z.looseObject({
  prompt_tokens: number,
  completion_tokens: number,
  total_tokens: number,
  completion_tokens_details: z.looseObject({ reasoning_tokens: number }).nullish(),
  prompt_tokens_details: z.looseObject({ cached_tokens: number }).nullish(),
  reasoning_tokens: number,
});
export type Usage = z.infer<typeof usageSchema>;

const text = z.string().nullish();

const messageSchema = z.looseObject({
  /** Some servers give a list of parts, as requests have them. */
  content: z.union([z.string(), z.array(z.looseObject({ text }))]).nullish(),
  refusal: text,
  /** Two names of the same thing: DeepSeek's, taken over by several servers, and the one of vLLM, Ollama and OpenRouter. */
  reasoning_content: text,
  reasoning: text,
  tool_calls: z
    .array(
      z.looseObject({
        index: z.int().nullish(),
        id: text,
        /** Arguments are JSON as text; a few servers give the object itself. */
        function: z
          .looseObject({ name: text, arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish() })
          .nullish(),
      }),
    )
    .nullish(),
});
export type Message = z.infer<typeof messageSchema>;

/**
 * A chat completion, or one piece of a streamed one: the pieces have `delta` where the whole has `message`. No key is
 * relied on, since servers leave out what they please; what has a key has its type.
 */
export const completionSchema = z.looseObject({
  model: text,
  system_fingerprint: text,
  provider: text,
  choices: z
    .array(
      z.looseObject({
        index: z.int().nullish(),
        finish_reason: text,
        message: messageSchema.nullish(),
        delta: messageSchema.nullish(),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish(),
});
export type Completion = z.infer<typeof completionSchema>;
