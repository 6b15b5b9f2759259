import type { ToolOptions } from "./trainerOptions.js";
import { zoomToolSchema } from "./zoomToolText.js";

/** tools.yaml of current verl: the zoom tool's class, its options and its description. JSON is YAML. */
export function toolsYaml(options: ToolOptions): string {
  const tool = {
    class_name: "zoom_tool.ZoomTool",
    config: { type: "native", ...options },
    tool_schema: zoomToolSchema,
  };
  return `tools:\n  - ${JSON.stringify(tool)}\n`;
}
