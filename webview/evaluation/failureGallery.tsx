import { markShapes } from "../../src/core/benchmark/marks/markShapes.js";
import type { Box } from "../../src/core/page/box.js";
import {
  type FailureGallery as Failures,
  type FailureGroup,
  type FailureOutcome,
  failureOutcomes,
  type ShownFailure,
} from "../../src/protocol/evaluation/evaluationViewApi.js";
import { MarkShapeView } from "../page/markShapeView.js";
import { taskKindName } from "../taskKindName.js";
import { evaluationContext } from "./evaluationContext.js";

function Frame({ box: [x1, y1, x2, y2], kind }: { readonly box: Box; readonly kind: "target" | "exec" }) {
  const shape = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
  return (
    <>
      <rect class={`bx case ${kind}`} {...shape} />
      <rect class={`bx ${kind}`} {...shape} />
      {kind === "target" && <rect class={`bx core ${kind}`} {...shape} />}
    </>
  );
}

/** The part of the page that was shown besides it. */
function Besides({ failure, box: [x1, y1, x2, y2] }: { readonly failure: ShownFailure; readonly box: Box }) {
  const { uri, width, height } = failure;
  if (uri === null) return null;
  return (
    <svg class="besides" viewBox={[x1, y1, x2 - x1, y2 - y1].join(" ")} aria-hidden="true">
      <image href={uri} width={width} height={height} preserveAspectRatio="none" />
    </svg>
  );
}

function Failure({ failure }: { readonly failure: ShownFailure }) {
  const model = evaluationContext.use();
  const { t, gallery } = model;
  const { uri, width, height, prediction, task } = failure;
  const open = () => {
    const query = gallery.value;
    if (query === null) return;
    model.openList({ folder: query.folder, task, outcome: query.outcome, isBlind: false });
    model.select(prediction);
  };
  return (
    <button type="button" class="failure" data-failure={prediction} onClick={open}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <rect class="sheet" width={width} height={height} />
        {uri !== null && <image href={uri} width={width} height={height} preserveAspectRatio="none" />}
        {markShapes(failure.marks, { width, height }).map((shape, at) => (
          <MarkShapeView key={`m${at}`} shape={shape} />
        ))}
        {failure.targets.map((box, at) => (
          <Frame key={`t${at}`} box={box} kind="target" />
        ))}
        {failure.calls.map((box, at) => (
          <Frame key={`c${at}`} box={box} kind="exec" />
        ))}
      </svg>
      {failure.shown !== null && <Besides failure={failure} box={failure.shown} />}
      <span class="failuretext">{failure.text}</span>
      {failure.options.length > 0 && (
        <span class="failuretext small">
          {failure.options.map(({ label, text }) => `${label}: ${text}`).join(" · ")}
        </span>
      )}
      <span class="small dim">{t("said", failure.answer ?? t("nothingRead"), failure.right)}</span>
      {failure.reply !== null && <span class="failuretext small dim">{failure.reply}</span>}
    </button>
  );
}

/** So many more of a kind are shown at once. */
const page = 12;
const mostShown = 400;

function Kind({ task, total, failures }: FailureGroup) {
  const model = evaluationContext.use();
  const { t, gallery } = model;
  const left = Math.min(total, mostShown) - failures.length;
  const more = () =>
    model.showGallery({ mostOf: { ...gallery.value?.mostOf, [task]: Math.min(mostShown, failures.length + page) } });
  return (
    <section class="galleryrow" aria-label={taskKindName(task, t)}>
      <h2 class="small">
        {taskKindName(task, t)} <span class="dim">{t("shownOf", failures.length, total)}</span>
      </h2>
      <div class="failures">
        {failures.map(failure => (
          <Failure key={failure.prediction} failure={failure} />
        ))}
      </div>
      {left > 0 && (
        <button type="button" class="plain" data-more={task} onClick={more}>
          {t("more", Math.min(left, page))}
        </button>
      )}
    </section>
  );
}

function Outcomes({ counts, chosen }: { readonly counts: Failures["counts"]; readonly chosen: FailureOutcome }) {
  const model = evaluationContext.use();
  const { t } = model;
  const there = failureOutcomes.filter(outcome => outcome === chosen || (counts[outcome] ?? 0) > 0);
  return (
    <div class="filters" role="group" aria-label={t("filter")}>
      {there.map(outcome => (
        <button
          key={outcome}
          type="button"
          class="plain choose"
          aria-pressed={outcome === chosen}
          data-failures={outcome}
          onClick={() => model.showGallery({ outcome, mostOf: {} })}
        >
          {t(`outcome_${outcome}`)} <span class="num">{counts[outcome] ?? 0}</span>
        </button>
      ))}
    </div>
  );
}

/** Figure 4: what failed of each task kind, on its page. */
export function FailureGallery() {
  const model = evaluationContext.use();
  const { t, failures, gallery, table } = model;
  const [query, shown] = [gallery.value, failures.value];
  if (query === null) return null;
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label={t("gallery")}>
      <div class="bar wraps">
        <select
          aria-label={t("model")}
          value={query.folder}
          onChange={event => model.showGallery({ folder: event.currentTarget.value, mostOf: {} })}
        >
          {table.value?.evaluations.map(({ folder, name }) => (
            <option key={folder} value={folder}>
              {name}
            </option>
          ))}
        </select>
        <Outcomes counts={shown?.counts ?? {}} chosen={query.outcome} />
        <span class="sp" />
        <span class="k target">{t("target")}</span>
        <span class="k exec">{t("zoom")}</span>
        <button type="button" class="plain" disabled={!shown?.groups.length} onClick={() => model.exportGallery()}>
          {t("exportGallery")}
        </button>
      </div>
      {shown?.groups.length === 0 && <p class="sentence dim">{t("noFailures")}</p>}
      {shown?.groups.map(group => (
        <Kind key={group.task} {...group} />
      ))}
    </div>
  );
}
