import type { SearchHit } from "../../core/search/rowMatches.js";
import type { SearchProgress } from "../../protocol/searchApi.js";
import { countWords } from "../tree/countWords.js";
import { formatCount } from "../tree/formatCount.js";
import type { Translate } from "../translate.js";

/** Where in its rollout a match stands, in a few words. */
export function placeWords({ part, place }: SearchHit, t: Translate): string {
  switch (part) {
    case "prompt":
      return t("prompt");
    case "truth":
      return t("right answer");
    case "answer":
      return t("given answer");
    case "response":
      if (place === null) return t("response");
      return place.call === null
        ? t("turn {0}", place.turn + 1)
        : t("turn {0}, call {1}", place.turn + 1, place.call + 1);
  }
}

/** How far a search is and what it found, in a sentence or two. */
export function progressWords(progress: SearchProgress, t: Translate): string {
  const { matches, rows, ofRows, unread, slow, state } = progress;
  const found = countWords.matches(matches, t);
  const main =
    state === "running"
      ? t("{0} so far, {1} of {2} rollouts searched.", found, formatCount(rows), formatCount(ofRows))
      : matches === 0
        ? t("Nothing found in {0}.", countWords.rollouts(rows, t))
        : t("{0} in {1}.", found, countWords.rollouts(rows, t));
  return [
    main,
    ...(state === "limit" ? [t("The search ended there: a longer text finds less.")] : []),
    ...(state === "stopped" ? [t("The search was stopped.")] : []),
    ...(unread > 0 ? [t("{0} could not be read.", countWords.rollouts(unread, t))] : []),
    ...(slow > 0 ? [t("{0} left out: the expression took too long.", countWords.rollouts(slow, t))] : []),
  ].join(" ");
}
