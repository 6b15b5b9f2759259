import type { Turn, TurnPart as Part } from "../../src/core/rollout/trajectory.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { codeWords } from "../codeWords.js";
import { FoldedText } from "../foldedText.js";
import { Icon } from "../icon.js";
import { viewContext } from "../viewContext.js";
import { AnswerPart } from "./answerPart.js";
import { CallLine } from "./callLine.js";
import { CallOutcome } from "./callOutcome.js";
import { CodeCropList } from "./codeCropList.js";
import type { CallsOfTurn, NumberedCall } from "./callsOfTurn.js";
import { OtherCallLine } from "./otherCallLine.js";

interface TurnPartProps {
  readonly view: RolloutView;
  readonly turn: Turn;
  readonly part: Part;
  readonly calls: CallsOfTurn;
  /** The zoom call that this part, if it is a reply, answers. */
  readonly answered: NumberedCall | null;
  readonly isLastAnswer: boolean;
  /** Whether the trajectory thinks and answers in tags, so that text outside of them is worth a word. */
  readonly hasTags: boolean;
}

function CallPart({ view, calls, index }: { view: RolloutView; calls: CallsOfTurn; index: number }) {
  const numbered = calls.written(index);
  const call = view.calls[index];
  if (numbered === null) return call === undefined ? null : <OtherCallLine call={call} />;
  const reply = call?.reply ?? null;
  return (
    <>
      <CallLine numbered={numbered} />
      {!calls.hasReplyTurn(index) && (
        <CallOutcome view={view} numbered={numbered} reply={reply && { text: reply.text, isTruncated: false }} />
      )}
    </>
  );
}

function Content({ view, turn, part, calls, answered, isLastAnswer, hasTags }: TurnPartProps) {
  const { t } = viewContext.use();
  switch (part.kind) {
    case "think":
      return (
        <p class="think">
          <FoldedText text={part.text.trim()} />
        </p>
      );
    case "call":
      return <CallPart view={view} calls={calls} index={part.call} />;
    case "reply":
      if (answered !== null) return <CallOutcome view={view} numbered={answered} reply={part} />;
      return (
        <p class={part.isError ? "plain error" : "plain"}>
          {part.isError && <Icon name="warn" class="warn" />} <FoldedText text={part.text.trim()} />
        </p>
      );
    case "answer":
      return <AnswerPart view={view} text={part.text} isLast={isLastAnswer} />;
    case "text":
      if (part.text.trim() === "") return null;
      return (
        <>
          <p class="plain">
            {hasTags && turn.role === "model" && <span class="caption">{t("outsideTags")} </span>}
            <FoldedText text={part.text.trim()} />
          </p>
          {turn.role === "model" && <CodeCropList text={part.text} />}
        </>
      );
  }
}

/** A stretch of a turn, and what is wrong with it where it is. */
export function TurnPart(props: TurnPartProps) {
  const { t } = viewContext.use();
  const { problem } = props.part;
  return (
    <>
      <Content {...props} />
      {problem !== null && (
        <p class="problem">
          <Icon name="warn" class="warn" />
          <span>{t(codeWords.partProblem[problem])}</span>
        </p>
      )}
    </>
  );
}
