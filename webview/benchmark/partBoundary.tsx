import type { ComponentChildren } from "preact";
import { Boundary } from "../boundary.js";
import { benchmarkContext } from "./benchmarkContext.js";

/** Keeps a failure inside the part of this view that failed. */
export function PartBoundary({ children }: { readonly children: ComponentChildren }) {
  return <Boundary model={benchmarkContext.use()}>{children}</Boundary>;
}
