import * as z from "zod";
import type { Tool } from "./tool.js";

/** The JSON schema of a tool's input, as manifests and the Model Context Protocol have it. */
export function toolSchema({ input }: Tool): Readonly<Record<string, unknown>> & { readonly type: "object" } {
  const schema = Object.entries(z.toJSONSchema(input, { io: "input", target: "draft-7" }));
  return { ...Object.fromEntries(schema.filter(([key]) => key !== "$schema")), type: "object" };
}
