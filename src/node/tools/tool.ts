import type * as z from "zod";
import type { ToolHost } from "./toolHost.js";

/** A tool for language models: it reads, and changes nothing. */
export interface Tool {
  readonly name: string;
  /** What it does and what it answers, for the model that chooses among tools. */
  readonly description: string;
  readonly input: z.ZodObject;
  /** `input` as the model wrote it, unchecked. Throws a ToolError for what cannot be answered. The value is JSON. */
  run(host: ToolHost, input: unknown, signal: AbortSignal): Promise<unknown>;
}

/** Makes a tool whose input is checked before it runs. */
export function makeTool<S extends z.ZodObject>(tool: {
  readonly name: string;
  readonly description: string;
  readonly input: S;
  readonly answer: (host: ToolHost, input: z.infer<S>, signal: AbortSignal) => Promise<unknown>;
  readonly refuse: (problem: z.ZodError) => Error;
}): Tool {
  const { answer, refuse, ...rest } = tool;
  return {
    ...rest,
    run: async (host, input, signal) => {
      const parsed = tool.input.safeParse(input);
      if (!parsed.success) throw refuse(parsed.error);
      return answer(host, parsed.data, signal);
    },
  };
}
