import type { ToolAnswer, ToolsApi } from "../../protocol/toolsApi.js";
import { callTool } from "./callTool.js";
import type { ToolHost } from "./toolHost.js";

/** What a window answers from: it follows what is open. */
type OpenHost = Omit<ToolHost, "authority" | "readAt">;

/** The calls of tools under way, each by its number, so that whoever asked can end one. */
export class ToolCalls implements ToolsApi {
  private readonly host: OpenHost;
  private readonly underWay = new Map<number, AbortController>();

  constructor(host: OpenHost) {
    this.host = host;
  }

  async callTool({ call, name, input, authority }: Parameters<ToolsApi["callTool"]>[0]): Promise<ToolAnswer> {
    const controller = new AbortController();
    this.underWay.set(call, controller);
    try {
      return await callTool({ ...this.host, authority, readAt: null }, name, input, controller.signal);
    } finally {
      this.underWay.delete(call);
    }
  }

  /** Ends a call; one that is over, or that nobody knows, is left as it is. */
  cancelTool({ call }: { call: number }): Promise<void> {
    this.underWay.get(call)?.abort();
    return Promise.resolve();
  }

  /** The calls as own members, as they are served. */
  calls(): ToolsApi {
    return { callTool: params => this.callTool(params), cancelTool: params => this.cancelTool(params) };
  }
}
