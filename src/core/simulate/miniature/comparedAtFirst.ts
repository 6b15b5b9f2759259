/** What a reader of the paper compares first, in this order: the first one's line stands out. */
export const comparedAtFirst: readonly string[] = [
  ...["two-phase", "single-phase", "two-phase-conditional", "rarl-conditional", "deepeyes", "vanilla"],
];
