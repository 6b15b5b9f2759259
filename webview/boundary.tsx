import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { errorText } from "./errorText.js";

/** What a view's model must have to report a part that failed. */
interface Reporting {
  readonly host: { log(params: { level: "error"; message: string }): Promise<unknown> };
  t(key: "partLost", message: string): string;
  run(work: Promise<unknown>): void;
}

/** Keeps a failure inside the part that failed: the others go on working. */
export function Boundary({ model, children }: { readonly model: Reporting; readonly children: ComponentChildren }) {
  const caught: readonly unknown[] = useErrorBoundary(failure =>
    model.run(model.host.log({ level: "error", message: errorText(failure).slice(0, 2000) })),
  );
  if (caught[0] !== undefined) return <p class="sentence">{model.t("partLost", errorText(caught[0]))}</p>;
  return <>{children}</>;
}
