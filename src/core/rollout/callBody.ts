import type { Box } from "../page/box.js";
import type { CallProblem } from "./zoomCall.js";

/** What the body of a call says. */
export interface CallBody {
  readonly tool: string | null;
  readonly isZoom: boolean;
  readonly requested: Box | null;
  readonly label: string | null;
  readonly source: number;
  readonly problem: CallProblem | null;
}
