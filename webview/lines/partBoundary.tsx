import type { ComponentChildren } from "preact";
import { Boundary } from "../boundary.js";
import { linesContext } from "./linesContext.js";

/** Keeps a failure inside the part of this view that failed. */
export function PartBoundary({ children }: { readonly children: ComponentChildren }) {
  return <Boundary model={linesContext.use()}>{children}</Boundary>;
}
