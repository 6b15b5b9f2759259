import type { Box } from "../page/box.js";
import type { CallProblem, OtherAim, SourceKey } from "./zoomCall.js";

/** What the body of a call says. */
export interface CallBody {
  readonly tool: string | null;
  readonly isZoom: boolean;
  readonly requested: Box | null;
  /** Left out: it asks for a box. */
  readonly aim?: OtherAim;
  readonly label: string | null;
  readonly source: number;
  /** Left out: it names no image. */
  readonly sourceKey?: SourceKey;
  readonly problem: CallProblem | null;
}
