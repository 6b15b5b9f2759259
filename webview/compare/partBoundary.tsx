import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { errorText } from "../errorText.js";
import { compareContext } from "./compareContext.js";

/** Keeps a failure inside the part that failed: the others go on working. */
export function PartBoundary({ children }: { readonly children: ComponentChildren }) {
  const model = compareContext.use();
  const caught: readonly unknown[] = useErrorBoundary(failure =>
    model.run(model.host.log({ level: "error", message: errorText(failure).slice(0, 2000) })),
  );
  if (caught[0] !== undefined) return <p class="sentence">{model.t("partLost", errorText(caught[0]))}</p>;
  return <>{children}</>;
}
