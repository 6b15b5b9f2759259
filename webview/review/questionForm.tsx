import type { ComponentChildren } from "preact";
import type { PageRecord } from "../../src/core/benchmark/pageRecord.js";
import type { QuestionRecord, TargetRecord } from "../../src/core/benchmark/questionRecord.js";
import { questionOrigin } from "../../src/core/benchmark/review/questionOrigin.js";
import { iou } from "../../src/core/page/iou.js";
import type { ShownQuestion } from "../../src/protocol/review/reviewViewApi.js";
import { boxText } from "../boxText.js";
import { CheckList } from "./checkList.js";
import { DecisionList } from "./decisionList.js";
import { EditForm } from "./editForm.js";
import { originText } from "./originText.js";
import { reviewActions } from "./reviewActions.js";
import { reviewContext } from "./reviewContext.js";
import { TargetCrop } from "./targetCrop.js";

const samePanel = 0.8;
/** Of Character Counting there may be a dozen. */
const mostCrops = 8;

function Line({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <>
      <span class="dim">{label}</span>
      <div>{children}</div>
    </>
  );
}

function Options({ question }: { readonly question: QuestionRecord }) {
  const { t } = reviewContext.use();
  const { options, answer } = question;
  if (options.length === 0) return <b class="text">{String(answer)}</b>;
  const areLabels = options.every(({ label, text }) => label === text);
  return (
    <span class={areLabels ? "ans" : "ans rows"}>
      {options.map(({ label, text }) => (
        <span key={label} class={label === answer ? "on" : ""} title={label === answer ? t("isAnswer", label) : ""}>
          <b>{label}</b>
          {!areLabels && <span class="text"> {text}</span>}
        </span>
      ))}
    </span>
  );
}

function TargetLine({
  target,
  index,
  page,
}: {
  readonly target: TargetRecord;
  readonly index: number;
  readonly page: PageRecord | null;
}) {
  const model = reviewContext.use();
  const { t } = model;
  const box = boxText(target.box, 0);
  const panel = page?.panels.find(one => iou(one.box, target.box) > samePanel);
  const text =
    target.role === "character"
      ? t("targetCharacter", box)
      : panel === undefined || panel.order === null
        ? t("targetBox", target.role, box)
        : t("targetPanel", panel.order + 1, box);
  return (
    <li>
      <button
        type="button"
        class="k target"
        title={t("moveTarget", index + 1)}
        aria-label={t("moveTarget", index + 1)}
        onClick={() => reviewActions.drag(model, "target", index)}
      >
        {model.pageT("tagTarget", index + 1)}
      </button>{" "}
      <span class="num">{text}</span>
    </li>
  );
}

function zoomText({ expected_zooms: zooms }: QuestionRecord, t: ReturnType<typeof reviewContext.use>["t"]): string {
  if (zooms === null) return t("zoomsUnknown");
  return zooms === 1 ? t("zoomExpected") : t("zoomsExpected", zooms);
}

function Facts({ shown, question }: { readonly shown: ShownQuestion; readonly question: QuestionRecord }) {
  const { t } = reviewContext.use();
  const { page } = shown;
  const { targets } = question;
  return (
    <>
      {page !== null && (
        <Line label={t("derived")}>
          <span class="num text">{originText(questionOrigin(shown.built, page), t)}</span>
        </Line>
      )}
      <Line label={t(targets !== null && targets.length > 1 ? "targets" : "target")}>
        {targets === null ? (
          <span class="dim">{t("noTargets")}</span>
        ) : (
          <ul class="targets">
            {targets.map((target, index) => (
              <TargetLine key={index} {...{ target, index, page }} />
            ))}
          </ul>
        )}
      </Line>
      <Line label={t("zooms")}>{zoomText(question, t)}</Line>
      <Line label={t("checks")}>
        <CheckList question={question} page={page} />
      </Line>
      <DecisionList shown={shown} />
    </>
  );
}

function Crops({ question }: { readonly question: QuestionRecord }) {
  const { t } = reviewContext.use();
  const targets = (question.targets ?? []).slice(0, mostCrops);
  const isSmall = targets.length > 1;
  return (
    <div class="crops">
      {question.shown !== null && (
        <>
          <p class="small dim">{t("shownAside")}</p>
          <TargetCrop {...{ question, box: question.shown, hasMarks: false, isSmall }} name={t("shownAside")} />
        </>
      )}
      {targets.length > 0 && <p class="small dim">{t("cropCaption")}</p>}
      {targets.map(({ box }, i) => (
        <TargetCrop key={i} {...{ question, box, hasMarks: true, isSmall }} name={t("cropOf", i + 1)} />
      ))}
    </div>
  );
}

/** The question as it is asked, what it was made from, and what there is to check. */
export function QuestionForm({
  shown,
  question,
}: {
  readonly shown: ShownQuestion;
  readonly question: QuestionRecord;
}) {
  const { t, mode } = reviewContext.use();
  const isEdited = mode.value.kind === "edit";
  return (
    <div class="scroll">
      <div class="form">
        {isEdited ? (
          <EditForm question={question} />
        ) : (
          <>
            <Line label={t("question")}>
              <p class="big text">{question.question}</p>
            </Line>
            {question.hint !== null && (
              <Line label={t("hint")}>
                <p class="text hint">{question.hint}</p>
              </Line>
            )}
            <Line label={t("answer")}>
              <Options question={question} />
            </Line>
            {question.alternatives.length > 0 && (
              <Line label={t("alternatives")}>
                <span class="text">{question.alternatives.join(" · ")}</span>
              </Line>
            )}
          </>
        )}
        <Facts shown={shown} question={question} />
      </div>
      <Crops question={question} />
    </div>
  );
}
