import type { ComponentChildren } from "preact";
import { Boundary } from "../boundary.js";
import { reviewContext } from "./reviewContext.js";

/** Keeps a failure inside the part of this view that failed. */
export function PartBoundary({ children }: { readonly children: ComponentChildren }) {
  return <Boundary model={reviewContext.use()}>{children}</Boundary>;
}
