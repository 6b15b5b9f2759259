import type { GroupMember } from "../../src/protocol/rolloutView.js";
import { codeWords } from "../codeWords.js";
import { loggedText } from "../loggedText.js";
import type { Translate } from "../translate.js";

/** What a screen reader says for a member. */
export const memberName = (member: GroupMember, t: Translate) =>
  member.isMalformed
    ? t("memberMalformed", member.number)
    : t("memberName", member.number, t(codeWords.outcome[member.outcome]), loggedText(member.score, t));
