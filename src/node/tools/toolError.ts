/** A tool cannot answer: one sentence for the model that asked, with what it could ask instead. */
export class ToolError extends Error {}
