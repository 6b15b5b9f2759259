import type { StaleReason } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";

/** Why a step is of a dead branch: beside its name, and in a sentence that says what is done with its rollouts. */
export function staleWords(reason: StaleReason, t: Translate): { readonly short: string; readonly long: string } {
  const kept = t("Its rollouts are kept and are no part of any figure.");
  const words = (short: string, why: string) => ({ short, long: `${why} ${kept}` });
  switch (reason) {
    case "older-file":
      return words(t("before the resume"), t("Older than the file of a lower step: left over from before a resume."));
    case "repeated":
      return words(
        t("before the resume"),
        t("The same file goes back to this step or before it: logged before a resume."),
      );
    case "replaced":
      return words(t("replaced on the host"), t("The file was replaced on the host: this is what it held before."));
    case "other-run":
      return words(t("not gone on from"), t("Another run went on from a checkpoint before this step."));
  }
}
