import type { RolloutView } from "../src/protocol/rolloutView.js";
import { answerOptions, type AnswerOption } from "./answerOptions.js";
import { codeWords } from "./codeWords.js";
import { FoldedText } from "./foldedText.js";
import { HeadNav } from "./headNav.js";
import { Icon } from "./icon.js";
import { OutcomeGlyph } from "./outcomeGlyph.js";
import { taskKindName } from "./taskKindName.js";
import type { Translate } from "./translate.js";
import { viewContext } from "./viewContext.js";

function optionNote({ isGiven, isExpected }: AnswerOption, t: Translate): string | null {
  if (isGiven && isExpected) return t("optionBoth");
  if (isGiven) return t("optionAnswered");
  return isExpected ? t("optionExpected") : null;
}

function Options({ question }: { readonly question: RolloutView["question"] }) {
  const { t } = viewContext.use();
  const options = answerOptions(question);
  return (
    <span class="opts">
      {options.map((option, index) => {
        const note = optionNote(option, t);
        return (
          <>
            {index > 0 && <span class="dot"> · </span>}
            <span class={option.isExpected ? "opt expected" : "opt"}>
              {note === null ? <span>{option.text}</span> : <b>{option.text}</b>}
              {note !== null && <span class="dim"> ({note})</span>}
            </span>
          </>
        );
      })}
      {question.given === null && (
        <span class="dim">
          {options.length > 0 && " · "}
          {t("noAnswer")}
        </span>
      )}
    </span>
  );
}

function stepText(view: RolloutView, t: Translate): string {
  if (view.step === null) return t("noStep");
  return t(view.phase === "validation" ? "validationStep" : "phaseStep", view.step);
}

function origin(view: RolloutView, t: Translate): string {
  switch (view.joinedFrom.kind) {
    case "row":
      return t("fromRow");
    case "dataset":
      return t("fromDataset", view.joinedFrom.name);
    case "nowhere":
      return t("fromNowhere");
  }
}

/** What the page is called and how large it is, and where it was found. */
function facts(view: RolloutView, t: Translate): string {
  const { page, question } = view;
  const image = page.kind === "image" ? t("pageFacts", page.name, page.width, page.height) : null;
  const line = view.lineFile === null ? null : t("fromLine", view.lineFile);
  return [question.id, image, origin(view, t), line].filter(text => text !== null).join(", ");
}

/** The first thing to be read: was it right, and what was the question. */
export function QuestionHead({ view }: { readonly view: RolloutView }) {
  const { t } = viewContext.use();
  const { question } = view;
  return (
    <header class="qhead">
      <OutcomeGlyph outcome={view.outcome} />
      <h1 class="q">{question.text === "" ? t("noQuestion") : <FoldedText text={question.text} limit={400} />}</h1>
      <HeadNav view={view} />
      <div class="second">
        <div>
          <Options question={question} />
          {question.taskKind !== null && <span>{taskKindName(question.taskKind, t)}</span>}
          <span>{stepText(view, t)}</span>
          {question.expectedZooms !== null && <span class="wide">{t("expectedZooms", question.expectedZooms)}</span>}
          <span class="dim wide ids">{facts(view, t)}</span>
        </div>
      </div>
      {view.cut !== null && (
        <p class="cutoff">
          <Icon name="warn" class="warn" />
          {t(codeWords.cut[view.cut])}
        </p>
      )}
    </header>
  );
}
