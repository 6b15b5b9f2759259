import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { errorText } from "./errorText.js";
import { Icon } from "./icon.js";
import { viewContext } from "./viewContext.js";

/** Keeps a failure inside of its pane: the rest of the view goes on working. */
export function PaneBoundary({ children }: { readonly children: ComponentChildren }) {
  const model = viewContext.use();
  const caught: readonly unknown[] = useErrorBoundary(failure =>
    model.run(model.host.log({ level: "error", message: errorText(failure).slice(0, 2000) })),
  );
  const error = caught[0];
  if (error === undefined) return <>{children}</>;
  return (
    <p class="note">
      <Icon name="warn" class="warn" />
      <span>{model.t("paneFailed", errorText(error).slice(0, 200))}</span>
    </p>
  );
}
