import type { ReadonlySignal } from "@preact/signals";
import { Icon } from "../icon.js";
import type { Loaded } from "../strategies/loader.js";
import { compareContext } from "./compareContext.js";

interface LoadStateProps {
  readonly of: { readonly state: ReadonlySignal<Loaded<unknown>>; again(): void };
}

/** Says that something was stopped or failed, with the way to try again; nothing while all is well. */
export function LoadState({ of }: LoadStateProps) {
  const { t } = compareContext.use();
  const { status, message } = of.state.value;
  if (status !== "stopped" && status !== "failed") return null;
  return (
    <p class="note line" role="status">
      <Icon name="warn" class="warn" />
      <span>{status === "stopped" ? t("cancelled") : t("failed", message ?? "")}</span>
      <button type="button" class="link" onClick={() => of.again()}>
        {t("again")}
      </button>
    </p>
  );
}
