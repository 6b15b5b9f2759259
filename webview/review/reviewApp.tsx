import { Icon } from "../icon.js";
import { DecidePane } from "./decidePane.js";
import { KeyStrip } from "./keyStrip.js";
import { PagePane } from "./pagePane.js";
import { PartBoundary } from "./partBoundary.js";
import { QuestionForm } from "./questionForm.js";
import { QueueList } from "./queueList.js";
import { reviewContext } from "./reviewContext.js";
import { ReviewHead } from "./reviewHead.js";

function MadeBy() {
  const { t, shown } = reviewContext.use();
  const provenance = shown.value?.built.provenance;
  if (provenance === undefined) return null;
  const { writer_model: model, generator, seed } = provenance;
  return <span class="dim cut">{model === null ? t("generated", generator, seed) : t("writtenBy", model, seed)}</span>;
}

function QuestionPane() {
  const { t, shown, current } = reviewContext.use();
  const [now, question] = [shown.value, current.value];
  if (now === null || question === null) return <section class="questionpane" aria-label={t("question")} />;
  return (
    <section class="questionpane" aria-label={t("question")} data-question={question.id}>
      <div class="bar">
        <b>{question.id}</b>
        <MadeBy />
        <span class="sp" />
        <span class="dim small">{t("placeOnPage", now.place.index, now.place.of)}</span>
      </div>
      <PartBoundary key={question.id}>
        <QuestionForm shown={now} question={question} />
        <DecidePane task={question.task} />
      </PartBoundary>
    </section>
  );
}

/** Sentences about the whole benchmark. */
function Notes() {
  const model = reviewContext.use();
  const { t, init, offersMerge, host } = model;
  const { damaged } = init.value;
  const addRule = async () => {
    await host.addMergeRule(null);
    offersMerge.value = false;
  };
  return (
    <>
      {damaged > 0 && (
        <p class="note line">
          <Icon name="warn" class="warn" />
          <span>{t("damaged", damaged)}</span>
        </p>
      )}
      {offersMerge.value && (
        <p class="note line">
          <Icon name="info" />
          <span>
            {t("offerMerge")}{" "}
            <button type="button" class="link" onClick={() => model.run(addRule())}>
              {t("addMergeRule")}
            </button>
          </span>
        </p>
      )}
    </>
  );
}

/** The whole review: how far it is above, queue, page and question below it, the keys at the bottom. */
export function ReviewApp() {
  const { t, init, entries } = reviewContext.use();
  const { problem } = init.value;
  if (problem !== null) return <p class="sentence">{t(problem === "no-questions" ? "noQuestions" : "unreadable")}</p>;
  return (
    <main class="review" aria-label={t("view")}>
      <PartBoundary>
        <ReviewHead />
        <Notes />
      </PartBoundary>
      <div class="rv">
        <PartBoundary>
          <QueueList />
        </PartBoundary>
        <PartBoundary>
          <PagePane />
        </PartBoundary>
        <QuestionPane />
      </div>
      {entries.value === null && <p class="sentence">{t("loading")}</p>}
      <KeyStrip />
    </main>
  );
}
