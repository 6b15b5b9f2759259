/** Corners one after another: x0, y0, x1, y1 … The field that holds it says which pixels it counts in. */
export type Polygon = readonly number[];

/** The polygons that make up one object; most have one. */
export type Outline = readonly Polygon[];
