import { Icon } from "../icon.js";
import { PageStage } from "../page/pageStage.js";
import { stageContext } from "../page/stageContext.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";
import { distilStage } from "./distilStage.js";

const switches = [
  { what: "targets", kind: "target", mark: "T" },
  { what: "zooms", kind: "exec", mark: "1" },
] as const;

/** Alone, since it is drawn again in every frame of a gesture. */
function Scale() {
  const model = distilContext.use();
  const percent = Math.round(distilStage.of(model).view.value.scale * 100);
  return (
    <span class="dim small num">
      {model.pageT(model.camera.value === null ? "fitPercent" : "scalePercent", percent)}
    </span>
  );
}

/** The page with its targets, the zooms and the marks; the switches are the legend. */
export function PagePane() {
  const model = distilContext.use();
  const { t, see, trace, loader } = model;
  const shown = trace.value;
  const [mark] = shown?.marks ?? [];
  const image = loader.image.value;
  return (
    <section class="pagepane" aria-label={t("page")}>
      <div class="bar">
        {switches.map(({ what, kind, mark: letter }) => (
          <button
            key={what}
            type="button"
            class="toggle"
            aria-pressed={see.value[what]}
            onClick={() => distilActions.toggle(model, what)}
          >
            <span class={`k ${kind}`}>{letter}</span> {t(what)}
          </button>
        ))}
        {mark !== undefined && (
          <button
            type="button"
            class="toggle"
            aria-pressed={see.value.marks}
            onClick={() => distilActions.toggle(model, "marks")}
          >
            <span
              class={mark.label === "" ? "k mark lone" : "k mark"}
              style={mark.label === "" ? { color: mark.color } : { background: mark.color }}
            >
              {mark.label === "" ? "\u00a0" : mark.label}
            </span>{" "}
            {t("marks")}
          </button>
        )}
        <span class="sp" />
        <Scale />
      </div>
      <stageContext.Provider value={distilStage.of(model)}>
        <PageStage />
      </stageContext.Provider>
      {(image.kind === "failed" || shown?.page.uri === null) && (
        <p class="note">
          <Icon name="warn" class="warn" />
          <span>
            {t("noPage")} {image.kind === "failed" ? image.message : ""}
          </span>
        </p>
      )}
    </section>
  );
}
