import { tools } from "./tools.js";
import { toolSchema } from "./toolSchema.js";

/** `loupe_list_runs` as the end of a key of package.nls.json: `listRuns`. */
const keyOf = (name: string): string =>
  name.replace(/^loupe_/, "").replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What package.json contributes as `languageModelTools`; `node scripts/toolManifest.mjs` writes it there. */
export const toolManifest = (): readonly Readonly<Record<string, unknown>>[] =>
  tools.map(tool => ({
    name: tool.name,
    displayName: `%tool.${keyOf(tool.name)}.name%`,
    userDescription: `%tool.${keyOf(tool.name)}.description%`,
    modelDescription: tool.description,
    toolReferenceName: tool.name,
    canBeReferencedInPrompt: true,
    icon: "$(search)",
    tags: ["rollouts", "reinforcement-learning"],
    inputSchema: toolSchema(tool),
  }));
