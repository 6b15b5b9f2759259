/** x1, y1, x2, y2. The field that holds a box says which coordinate space it counts in. */
export type Box = readonly [x1: number, y1: number, x2: number, y2: number];
