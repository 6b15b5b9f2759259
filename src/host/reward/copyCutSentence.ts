import type { Translate } from "../translate.js";

/** What is told when fewer rows were copied than the list has; null when all of them were. */
export const copyCutSentence = (copied: number, total: number, t: Translate): string | null =>
  copied < total ? t("The first {0} of {1} rollouts were copied; a longer list is cut.", copied, total) : null;
