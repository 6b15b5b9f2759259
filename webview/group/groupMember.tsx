import type { GroupMember as Member } from "../../src/protocol/rolloutView.js";
import type { AuditedMember } from "../../src/protocol/reward/rolloutAuditView.js";
import { formatNumber } from "../formatNumber.js";
import { Icon } from "../icon.js";
import { loggedText } from "../loggedText.js";
import { Advantage, AdvantageBar } from "./advantage.js";
import { OutcomeGlyph } from "../outcomeGlyph.js";
import type { BarSegment } from "../rewardBars.js";
import type { Translate } from "../translate.js";
import { viewContext } from "../viewContext.js";

/** More IoUs than this do not fit below a bar. */
const mostIous = 4;

function iouText({ ious }: Member, t: Translate): string {
  if (ious.length === 0) return t("noZooms");
  const known = ious.map(iou => (iou === null ? "–" : formatNumber.tight(iou)));
  return known.length > mostIous ? `${known.slice(0, mostIous).join(" ")} …` : known.join(" ");
}

/** A score in the strip: two decimals, or the word for what is no number. */
const scoreText = ({ score }: Member, t: Translate) =>
  score.kind === "number" ? formatNumber.fixed(score.value, 2) : loggedText(score, t);

interface GroupMemberProps {
  readonly member: Member;
  /** What the group's audit says of it; null before there is one. */
  readonly audited: AuditedMember | null;
  readonly segments: readonly BarSegment[];
  readonly zero: number;
}

function Bar({ member, segments, zero }: GroupMemberProps) {
  const { t } = viewContext.use();
  return (
    <svg class="rb" role="img" aria-label={t("scoreBar", scoreText(member, t))}>
      {segments.map(({ role, start, end }) => (
        <svg
          key={role}
          class={`seg ${role}`}
          x={`${start * 100}%`}
          width={`${(end - start) * 100}%`}
          height="11"
          aria-hidden="true"
        >
          <rect class={`seg-${role}`} x="0" y="1" width="100%" height="9" />
        </svg>
      ))}
      {zero > 0 && <rect class="axis" x={`${zero * 100}%`} y="0" width="1" height="11" />}
    </svg>
  );
}

/** One rollout of the group: right or wrong, its number and score, the parts of its reward, its IoUs. */
export function GroupMember(props: GroupMemberProps) {
  const { t } = viewContext.use();
  const { member, audited } = props;
  const advantage = audited?.advantage ?? null;
  if (member.isMalformed)
    return (
      <>
        <div class="top">
          <Icon name="warn" class="warn" />
          <b>{member.number}</b>
        </div>
        <div class="cap">{t("malformed")}</div>
      </>
    );
  return (
    <>
      <div class="top">
        <OutcomeGlyph outcome={member.outcome} />
        <b>{member.number}</b>
        <span class="sp" />
        {advantage === null ? <span class="score">{scoreText(member, t)}</span> : <Advantage value={advantage} />}
      </div>
      <Bar {...props} />
      {advantage !== null && <AdvantageBar value={advantage} />}
      <div class="cap">
        {advantage !== null && <span class="logged">{scoreText(member, t)}</span>}
        {advantage !== null && <span class="sp" />}
        <span>{iouText(member, t)}</span>
      </div>
    </>
  );
}
