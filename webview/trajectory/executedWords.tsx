import { isNotRun } from "../../src/core/rollout/isNotRun.js";
import type { PlacedCall } from "../../src/core/rollout/placedCall.js";
import { boxText } from "../boxText.js";
import { codeWords } from "../codeWords.js";
import { fateWords } from "../fateWords.js";
import { Icon } from "../icon.js";
import { viewContext } from "../viewContext.js";

/** What the tool did with the requested box: took it, changed it by a rule, or refused it by one. */
export function ExecutedWords({ placed }: { readonly placed: PlacedCall }) {
  const { t } = viewContext.use();
  const { executed, changedBy, refusedBy, guess } = placed;
  if (refusedBy !== null)
    return (
      <>
        <Icon name={isNotRun(refusedBy) ? "info" : "warn"} class={isNotRun(refusedBy) ? "" : "warn"} />{" "}
        {fateWords(refusedBy, t)}
      </>
    );
  if (executed === null) {
    const isByWords = placed.call.aim?.kind === "words";
    return <span class="dim">{t(isByWords ? "executedByWords" : "executedUnknown")}</span>;
  }
  if (changedBy.length > 0)
    return (
      <>
        {boxText(executed, 1)} <Icon name="warn" class="warn" />{" "}
        {changedBy.map(rule => t(codeWords.cropRule[rule])).join(", ")}
      </>
    );
  return <>{guess.space === "page" ? t("asRequested") : boxText(executed, 1)}</>;
}
