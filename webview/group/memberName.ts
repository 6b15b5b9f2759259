import type { GroupMember } from "../../src/protocol/rolloutView.js";
import { codeWords } from "../codeWords.js";
import { loggedText } from "../loggedText.js";
import { signedText } from "../signedText.js";
import type { Translate } from "../translate.js";

/** What a screen reader says for a member. */
export function memberName(member: GroupMember, advantage: number | null, t: Translate): string {
  if (member.isMalformed) return t("memberMalformed", member.number);
  const [outcome, score] = [t(codeWords.outcome[member.outcome]), loggedText(member.score, t)];
  if (advantage === null) return t("memberName", member.number, outcome, score);
  return t("memberNameAdvantage", member.number, outcome, score, signedText(advantage));
}
