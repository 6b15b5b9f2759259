/** The name of the zoom tool, as the model calls it, as the loops know it and as the reward looks for it. */
export const zoomToolName = "image_zoom_in_tool";

/** The zoom tool as a function of a chat API describes it; the loop of current verl reads calls by it. */
export const zoomToolSchema = {
  type: "function",
  function: {
    name: zoomToolName,
    description: "Shows a part of the page enlarged.",
    parameters: {
      type: "object",
      properties: {
        bbox_2d: {
          type: "array",
          items: { type: "number" },
          minItems: 4,
          maxItems: 4,
          description: "The part as [x1, y1, x2, y2] in pixels of the page: left, top, right, bottom.",
        },
        label: { type: "string", description: "What is to be seen there." },
      },
      required: ["bbox_2d"],
    },
  },
} as const;

/** How the model is told of the tool. Calls are Hermes', as Qwen2.5 was trained on them. */
export const zoomToolText = `# Tools

You can look at parts of the page more closely. The functions that you may call stand between <tools> and </tools>:
<tools>
${JSON.stringify(zoomToolSchema)}
</tools>

To call one, write its name and its arguments as JSON between <tool_call> and </tool_call> and end your turn:
<tool_call>
{"name": "${zoomToolName}", "arguments": {"bbox_2d": [x1, y1, x2, y2], "label": "what is there"}}
</tool_call>
The next message shows you that part. You may call it again before you answer.`;
