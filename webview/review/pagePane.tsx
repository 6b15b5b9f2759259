import type { ComponentChildren } from "preact";
import { PageStage } from "../page/pageStage.js";
import { stageContext } from "../page/stageContext.js";
import { Icon } from "../icon.js";
import { reviewActions } from "./reviewActions.js";
import { reviewContext } from "./reviewContext.js";
import type { ShownThings } from "./reviewModel.js";
import { reviewStage } from "./reviewStage.js";

interface ToggleProps {
  readonly what: keyof ShownThings;
  readonly children: ComponentChildren;
}

function Toggle({ what, children }: ToggleProps) {
  const model = reviewContext.use();
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={model.see.value[what]}
      onClick={() => reviewActions.toggle(model, what)}
    >
      {children}
    </button>
  );
}

/** Alone, since it is drawn again in every frame of a gesture. */
function Scale() {
  const model = reviewContext.use();
  const percent = Math.round(reviewStage.of(model).view.value.scale * 100);
  return (
    <span class="dim small num">
      {model.pageT(model.camera.value === null ? "fitPercent" : "scalePercent", percent)}
    </span>
  );
}

function MarkKeys() {
  const { current, t } = reviewContext.use();
  const marks = current.value?.marks ?? [];
  return (
    <>
      {marks.slice(0, 2).map(({ label, color }, i) =>
        label === "" ? (
          // As on the page: the outline alone. The space keeps it on the line.
          <span key={i} class="k mark lone" title={t("loneMark")} style={{ color }}>
            {"\u00a0"}
          </span>
        ) : (
          <span key={i} class="k mark" style={{ background: color }}>
            {label}
          </span>
        ),
      )}
    </>
  );
}

function Notes() {
  const model = reviewContext.use();
  const { t, loader, shown } = model;
  const image = loader.image.value;
  const question = shown.value;
  return (
    <>
      {image.kind === "failed" && (
        <p class="note">
          <Icon name="warn" class="warn" />
          <span>{t("imageBroken", image.message)}</span>
        </p>
      )}
      {question !== null && question.page === null && (
        <p class="note">
          <Icon name="warn" class="warn" />
          <span>{t("noPage")}</span>
        </p>
      )}
    </>
  );
}

/** The page with its targets and marks; the switches are the legend. */
export function PagePane() {
  const model = reviewContext.use();
  const { t } = model;
  return (
    <section class={model.mode.value.kind === "drag" ? "pagepane drags" : "pagepane"} aria-label={t("page")}>
      <div class="bar">
        <Toggle what="targets">
          <span class="k target">T</span> {t("toggleTarget")}
        </Toggle>
        <Toggle what="marks">
          <MarkKeys /> {t("toggleMarks")}
        </Toggle>
        <Toggle what="segments">{t("toggleSegments")}</Toggle>
        <span class="sp" />
        <Scale />
      </div>
      <stageContext.Provider value={reviewStage.of(model)}>
        <PageStage />
      </stageContext.Provider>
      <Notes />
    </section>
  );
}
