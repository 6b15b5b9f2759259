import type { Turn } from "../../src/core/rollout/trajectory.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { codeWords } from "../codeWords.js";
import { viewContext } from "../viewContext.js";
import { CallOutcome } from "./callOutcome.js";
import type { CallsOfTurn, NumberedCall } from "./callsOfTurn.js";
import { TurnPart } from "./turnPart.js";

interface TurnBlockProps {
  readonly view: RolloutView;
  readonly turn: Turn;
  readonly calls: CallsOfTurn;
  /** Where the answer that counts stands: turn and start of its part. */
  readonly lastAnswer: { readonly turn: number; readonly start: number } | null;
  readonly hasTags: boolean;
  readonly isTabStop: boolean;
}

/** The first zoom call that a turn writes or answers: where Enter goes to. */
function firstCall(turn: Turn, calls: CallsOfTurn): number | undefined {
  for (const part of turn.parts) {
    const written = part.kind === "call" ? calls.written(part.call) : null;
    if (written !== null) return written.number;
  }
  return calls.answered(turn.index).find(call => call !== null)?.number;
}

/** One block per turn: who wrote it, and its parts in order. */
export function TurnBlock({ view, turn, calls, lastAnswer, hasTags, isTabStop }: TurnBlockProps) {
  const { t } = viewContext.use();
  const answered = calls.answered(turn.index);
  let replies = 0;
  const parts = turn.parts.map(part => ({
    part,
    answered: part.kind === "reply" ? (answered[replies++] ?? null) : null,
  }));
  const left = answered.slice(replies).filter((call): call is NumberedCall => call !== null);
  return (
    <li
      class={`turn ${turn.role}`}
      tabIndex={isTabStop ? 0 : -1}
      data-turn={turn.index}
      data-call={firstCall(turn, calls)}
    >
      <span class="n">
        <b>{turn.index + 1}</b> {t(codeWords.turnRole[turn.role])}
      </span>
      <div class="parts">
        {turn.role === "unsure" && <p class="caption">{t("unsureTurn")}</p>}
        {parts.map(({ part, answered: call }) => (
          <TurnPart
            key={part.start}
            view={view}
            turn={turn}
            part={part}
            calls={calls}
            answered={call}
            isLastAnswer={lastAnswer?.turn === turn.index && lastAnswer.start === part.start}
            hasTags={hasTags}
          />
        ))}
        {left.map(call => (
          <CallOutcome
            key={`left-${call.number}`}
            view={view}
            numbered={call}
            reply={call.placed.call.reply && { text: call.placed.call.reply.text, isTruncated: false }}
          />
        ))}
        {turn.imageTokens > 0 && <p class="caption">{t("imageTokens", turn.imageTokens.toLocaleString())}</p>}
      </div>
    </li>
  );
}
