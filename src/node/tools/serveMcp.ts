import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { openRuns } from "../cli/openRuns.js";
import { rowReaders } from "../cli/rowReaders.js";
import { readRemarks } from "../remarks/readRemarks.js";
import { Rewards } from "../reward/rewards.js";
import { Searches } from "../search/searches.js";
import { callTool } from "./callTool.js";
import type { ToolHost } from "./toolHost.js";
import { tools } from "./tools.js";
import { toolSchema } from "./toolSchema.js";

export interface McpOptions {
  /** Files and folders that are served, and nothing beside them. */
  readonly paths: readonly string[];
  readonly version: string;
  /** `PUBLISHER.NAME` of the extension that links open in. */
  readonly extension: string;
  /** Path of the built `searchWorker.js`. */
  readonly searchScript: string;
  /** What nobody foresaw: the standard output belongs to the protocol. */
  readonly tell: (text: string) => void;
}

export type ServeMcp = (options: McpOptions) => Promise<void>;

const listed = tools.map(tool => ({
  name: tool.name,
  description: tool.description,
  inputSchema: toolSchema(tool),
  annotations: { readOnlyHint: true, openWorldHint: false },
}));

/** Inputs are checked by the tools themselves, in the editor as here, so that the handlers are set on the server below. */
function createServer(host: ToolHost, { version }: McpOptions): McpServer {
  const mcp = new McpServer({ name: "rollout-loupe", version }, { capabilities: { tools: {} } });
  mcp.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  mcp.server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const answer = await callTool(host, params.name, params.arguments ?? {}, signal);
    const text = answer.kind === "answer" ? answer.text : answer.reason;
    return { content: [{ type: "text" as const, text }], isError: answer.kind === "failed" };
  });
  return mcp;
}

/** Serves the tools over the standard input and output until the client closes them. */
export const serveMcp: ServeMcp = async options => {
  const readAt = new Date().toISOString();
  const runs = await openRuns(options.paths, {});
  const tell = (error: unknown) => options.tell(`${String(error)}\n`);
  const remarks = await readRemarks(runs.parts(), tell).catch(async (error: unknown) => {
    await runs.dispose();
    throw error;
  });
  const rewards = new Rewards(runs, () => undefined, [], rowReaders(options.tell));
  const searches = new Searches(runs.parts(), { script: options.searchScript });
  const authority = { scheme: "vscode", extension: options.extension };
  const server = createServer({ runs, rewards, searches, links: remarks.calls, authority, readAt }, options);
  try {
    const closed = new Promise<void>(resolve => (server.server.onclose = resolve));
    // The transport does not tell that the client is gone.
    process.stdin.once("end", () => void server.close().catch(tell));
    await server.connect(new StdioServerTransport());
    await closed;
  } finally {
    await searches.dispose();
    remarks.books.dispose();
    await rewards.dispose();
    await runs.dispose();
  }
};
