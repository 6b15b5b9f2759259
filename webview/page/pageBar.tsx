import type { ComponentChildren } from "preact";
import { controls } from "../controls.js";
import { Icon } from "../icon.js";
import { performAction } from "../performAction.js";
import { viewContext } from "../viewContext.js";
import type { ViewModel } from "../viewModel.js";

interface ToggleProps {
  readonly what: keyof ViewModel["shown"]["value"];
  readonly children: ComponentChildren;
}

function Toggle({ what, children }: ToggleProps) {
  const { shown } = viewContext.use();
  const isOn = shown.value[what];
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={isOn}
      onClick={() => (shown.value = { ...shown.value, [what]: !isOn })}
    >
      {children}
    </button>
  );
}

/** Alone, since it is drawn again in every frame of a gesture. */
function Scale() {
  const { t, camera, view } = viewContext.use();
  const percent = Math.round(view.value.scale * 100);
  return <span class="dim small num">{t(camera.value === null ? "fitPercent" : "scalePercent", percent)}</span>;
}

function Zoom() {
  const model = viewContext.use();
  const { t } = model;
  return (
    <span class="zoom">
      <controls.Button appearance="icon" label={t("zoomOut")} onClick={() => performAction(model, "zoomOut")}>
        <Icon name="minus" />
      </controls.Button>
      <Scale />
      <controls.Button appearance="icon" label={t("zoomIn")} onClick={() => performAction(model, "zoomIn")}>
        <Icon name="plus" />
      </controls.Button>
      <controls.Button appearance="icon" label={t("fitPage")} onClick={() => performAction(model, "fitPage")}>
        <Icon name="fit" />
      </controls.Button>
    </span>
  );
}

/** What is shown on the page: the switches are the legend, in the line styles of the drawing. */
export function PageBar() {
  const { t, rollout } = viewContext.use();
  const view = rollout.value;
  const firstMark = view?.marks[0];
  return (
    <div class="bar">
      <Toggle what="targets">
        <span class="k target">T</span> {t(view?.targets === null ? "targetsUnknown" : "toggleTarget")}
      </Toggle>
      <Toggle what="executed">
        <span class="k exec">1</span> {t("toggleExecuted")}
      </Toggle>
      <Toggle what="requested">
        <span class="k req">1</span> {t("toggleRequested")}
      </Toggle>
      {firstMark !== undefined && (
        <Toggle what="marks">
          <span class="k mark" style={{ background: firstMark.color }}>
            {firstMark.label}
          </span>{" "}
          {t("toggleMarks")}
        </Toggle>
      )}
      <span class="sp" />
      <Zoom />
    </div>
  );
}
