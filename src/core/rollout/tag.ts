export type TagName = "think" | "answer" | "tool_call" | "grounding" | "tool_response";

/** A tag that parts a turn, as it stands in the turn's text: UTF-16 offsets, brackets included. */
export interface Tag {
  readonly at: number;
  readonly end: number;
  readonly name: TagName;
  readonly isClose: boolean;
}
