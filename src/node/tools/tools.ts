import { compareTool } from "./compareTool.js";
import { listRunsTool } from "./listRunsTool.js";
import { queryRolloutsTool } from "./queryRolloutsTool.js";
import { searchTool } from "./searchTool.js";
import { showRolloutTool } from "./showRolloutTool.js";
import type { Tool } from "./tool.js";

/** Every tool for language models, in the editor and over the Model Context Protocol. */
export const tools: readonly Tool[] = [listRunsTool, queryRolloutsTool, showRolloutTool, compareTool, searchTool];
