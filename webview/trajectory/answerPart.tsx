import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { FoldedText } from "../foldedText.js";
import { OutcomeGlyph } from "../outcomeGlyph.js";
import type { Translate } from "../translate.js";
import { viewContext } from "../viewContext.js";

/** Why the answer counts as right or wrong. */
function verdict(view: RolloutView, t: Translate): string {
  const { expected } = view.question;
  const isByColumn = view.outcomeSource === "acc-column";
  switch (view.outcome) {
    case "correct":
      return t(isByColumn ? "answerCorrectByColumn" : "answerMatches");
    case "wrong":
      if (expected === null) return t(isByColumn ? "answerWrongByColumn" : "answerDiffersUnknown");
      return t(isByColumn ? "answerWrongByColumnExpected" : "answerDiffers", expected);
    case "unparsed":
      return expected === null ? t("answerUnparsedOnly") : t("answerUnparsed", expected);
    case "unknown":
      return t("answerUnknown");
  }
}

interface AnswerPartProps {
  readonly view: RolloutView;
  readonly text: string;
  /** Only the last answer counts, and only it is judged. */
  readonly isLast: boolean;
}

/** The answer as given. */
export function AnswerPart({ view, text, isLast }: AnswerPartProps) {
  const { t } = viewContext.use();
  return (
    <div class="answer">
      {isLast && <OutcomeGlyph outcome={view.outcome} />}
      <b>
        <FoldedText text={text.trim()} />
      </b>
      {isLast && <span class="dim">{verdict(view, t)}</span>}
    </div>
  );
}
