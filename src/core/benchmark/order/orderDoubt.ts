/** Why a panel follows the one before it less than surely. */
export const orderDoubts = [
  /** The two, or the rows that they stand in, reach into each other. */
  "overlap",
  /** Columns whose panels end at other heights than their neighbours': rows and columns could both be meant. */
  "staggered",
  /** A tall panel stands beside a stack. */
  "beside-stack",
  /** One of the two lies inside another panel. */
  "inset",
  /** No straight cut parts the panels. */
  "irregular",
] as const;
export type OrderDoubt = (typeof orderDoubts)[number];
