import type { Size } from "../page/size.js";
import type { ToolFacts } from "./rewardFacts.js";

/** What rollouts of one question share: kept once for all of them. */
export interface Scene {
  readonly page: Size | null;
  readonly tool: ToolFacts;
  readonly pageKey: string | null;
  readonly taskKind: string | null;
}
