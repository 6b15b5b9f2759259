import { taskKinds } from "../../src/core/benchmark/taskKinds.js";
import type { Box } from "../../src/core/page/box.js";
import type { ShownFailure } from "../../src/protocol/evaluation/evaluationViewApi.js";
import { taskKindName } from "../taskKindName.js";
import { evaluationContext } from "./evaluationContext.js";

function Frame({ box: [x1, y1, x2, y2], kind }: { readonly box: Box; readonly kind: "target" | "exec" }) {
  const shape = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
  return (
    <>
      <rect class={`bx case ${kind}`} {...shape} />
      <rect class={`bx ${kind}`} {...shape} />
    </>
  );
}

function Failure({ failure }: { readonly failure: ShownFailure }) {
  const model = evaluationContext.use();
  const { t, galleryOf } = model;
  const { uri, width, height, prediction, task } = failure;
  const open = () => {
    const folder = galleryOf.value;
    if (folder === null) return;
    model.select(prediction);
    model.openList({ folder, task, outcome: "wrong", isBlind: false });
  };
  return (
    <button type="button" class="failure" data-failure={prediction} onClick={open}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <rect class="sheet" width={width} height={height} />
        {uri !== null && <image href={uri} width={width} height={height} preserveAspectRatio="none" />}
        {failure.targets.map((box, at) => (
          <Frame key={`t${at}`} box={box} kind="target" />
        ))}
        {failure.calls.map((box, at) => (
          <Frame key={`c${at}`} box={box} kind="exec" />
        ))}
      </svg>
      <span class="failuretext">{failure.text}</span>
      <span class="small dim">{t("said", failure.answer ?? t("nothingRead"), failure.right)}</span>
    </button>
  );
}

/** Figure 4: wrong answers of each task kind on their pages. */
export function FailureGallery() {
  const model = evaluationContext.use();
  const { t, failures, galleryOf, table } = model;
  const shown = failures.value ?? [];
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label={t("gallery")}>
      <div class="bar wraps">
        <select
          aria-label={t("model")}
          value={galleryOf.value ?? ""}
          onChange={event => model.showGallery(event.currentTarget.value)}
        >
          {table.value?.evaluations.map(({ folder, name }) => (
            <option key={folder} value={folder}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" class="plain" disabled={shown.length === 0} onClick={() => model.exportGallery()}>
          {t("exportGallery")}
        </button>
        <span class="sp" />
        <span class="k target">{t("target")}</span>
        <span class="k exec">{t("zoom")}</span>
      </div>
      {shown.length === 0 && <p class="sentence dim">{t("noFailures")}</p>}
      {taskKinds.map(task => {
        const own = shown.filter(failure => failure.task === task);
        if (own.length === 0) return null;
        return (
          <section key={task} class="galleryrow" aria-label={taskKindName(task)}>
            <h2 class="small">{taskKindName(task)}</h2>
            <div class="failures">
              {own.map(failure => (
                <Failure key={failure.prediction} failure={failure} />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}
