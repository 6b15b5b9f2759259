import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { compareContext } from "./compareContext.js";

/** Milliseconds before a computation under way is spoken of: most are over by then. */
const patience = 200;

/** A line at the top while something is computed; where rollouts are read for it, how many, and a way to stop. */
export function ProgressLine() {
  const model = compareContext.use();
  const { t, progress, host } = model;
  const isLate = useSignal(false);
  const isBusy = [model.sources, model.comparison, model.panes, model.curves, model.heat].some(
    one => one.state.value.status === "loading",
  );
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setTimeout(() => (isLate.value = true), patience);
    return () => {
      clearTimeout(timer);
      isLate.value = false;
      progress.value = null;
    };
  }, [isBusy, isLate, progress]);
  if (!isBusy || !isLate.value) return null;
  const read = progress.value;
  return (
    <div class="busy">
      <progress
        class="progressline"
        aria-label={read === null ? t("computing") : t("reading", read.done, read.of)}
        {...(read === null ? {} : { max: Math.max(1, read.of), value: read.done })}
      />
      {read !== null && (
        <p class="note line">
          <span class="num">{t("reading", read.done, read.of)}</span>
          <button type="button" class="link" onClick={() => model.run(host.cancel(null))}>
            {t("cancel")}
          </button>
        </p>
      )}
    </div>
  );
}
