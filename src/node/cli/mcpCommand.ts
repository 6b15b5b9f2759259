import { Command } from "commander";
import { join } from "node:path";
import type { ServeMcp } from "../tools/serveMcp.js";
import { namedPath } from "./namedPath.js";
import type { Output } from "./output.js";

export interface McpCommandParts {
  readonly version: string;
  /** `PUBLISHER.NAME` of the extension. */
  readonly extension: string;
  /** Where the build put `mcp.js` and `searchWorker.js`. */
  readonly folder: string;
}

/** `loupe mcp PATH…`: the tools for language models, over the Model Context Protocol. */
export function mcpCommand({ version, extension, folder }: McpCommandParts, output: Output): Command {
  return new Command("mcp")
    .description("serve runs to a language model over the Model Context Protocol (stdio): read-only, these paths alone")
    .argument("<path...>", "files and folders that it may read")
    .action(async (paths: string[]) => {
      for (const path of paths) namedPath(path);
      // The protocol's library is large: the other commands do not load it.
      const { serveMcp } = (await import(join(folder, "mcp.js"))) as { readonly serveMcp: ServeMcp };
      const searchScript = join(folder, "searchWorker.js");
      await serveMcp({ paths, version, extension, searchScript, tell: text => output.err(text) });
    });
}
