/** x, y. The field that holds a point says which coordinate space it counts in. */
export type Point = readonly [x: number, y: number];
