import * as z from "zod";

const schema = z.looseObject({ type: z.literal("loupe"), run: z.string().min(1), host: z.string().min(1).optional() });

/** A task's definition as package.json describes it; null: it is none of ours. */
export function jobTaskDefinition(
  definition: unknown,
): { readonly run: string; readonly host?: string | undefined } | null {
  return schema.safeParse(definition).data ?? null;
}
