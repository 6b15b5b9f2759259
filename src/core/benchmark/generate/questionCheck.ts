/** What a reviewer should look at first: a question that carries one is likelier to be wrong than others. */
export const questionChecks = [
  /** A mark whose short side is below a fiftieth of the page's long side. */
  "small-mark",
  "overlapping-marks",
  /** A marked character stands with more than a twentieth of it outside its panel. */
  "across-frames",
  "depth-by-one",
  /** The computed order that the question rests on is less sure than 0.8. */
  "unsure-order",
  /** Annotated order of balloons and order of panels disagree. */
  "orders-disagree",
  "text-by-model",
  /** A written question that speaks of a panel, picture or page, which its position already names. */
  "names-panel",
  /** The shapes of two panels differ enough to be a hint. */
  "shapes-differ",
  /** More targets than a trajectory of five turns can look at. */
  "many-zooms",
  /** A page of the same issue is in another split. */
  "sibling-page",
] as const;
export type QuestionCheck = (typeof questionChecks)[number];
