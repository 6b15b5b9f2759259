import type { QuestionPanes } from "../../src/protocol/reward/compareApi.js";
import { codeWords } from "../codeWords.js";
import { Icon } from "../icon.js";
import { moveStage } from "../page/moveStage.js";
import { compareActions } from "./compareActions.js";
import { compareContext } from "./compareContext.js";
import type { LoadedPanes } from "./compareModel.js";
import { Half } from "./half.js";
import type { ShownKinds } from "./sharedStage.js";

/** Why the page is blank, and what would help. */
function PageNote({ question }: { readonly question: QuestionPanes }) {
  const model = compareContext.use();
  const { t, pageT, loader, host } = model;
  const image = loader.image.value;
  const { page } = question;
  if (page.kind === "image")
    return image.kind === "failed" ? (
      <p class="note line">
        <Icon name="warn" class="warn" />
        <span>{pageT("problemImageBroken", page.name, image.message)}</span>
      </p>
    ) : null;
  const { code, values } = page.problem;
  return (
    <p class="note line">
      <Icon name="warn" class="warn" />
      <span>
        {pageT(codeWords.pageProblem[code], ...values)} {!page.isSizeKnown && pageT("likelyShape")}
      </span>
      <button type="button" class="link" onClick={() => model.run(host.addDataset(null))}>
        {t("addDataset")}
      </button>
      <button type="button" class="link" onClick={() => model.run(host.addImageRoot(null))}>
        {t("giveFolder")}
      </button>
    </p>
  );
}

function Toggle({
  kind,
  mark,
  text,
}: {
  readonly kind: keyof ShownKinds;
  readonly mark: string;
  readonly text: string;
}) {
  const { shown } = compareContext.use();
  const classes = { target: "target", executed: "exec", requested: "req", marks: "plainkey" } as const;
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={shown.value[kind]}
      onClick={() => (shown.value = { ...shown.value, [kind]: !shown.value[kind] })}
    >
      <span class={`k ${classes[kind]}`}>{mark}</span> {text}
    </button>
  );
}

/** The switches of the boxes, which are their legend, and what both views share. */
function Foot({ canDiff, mark }: { readonly canDiff: boolean; readonly mark: string | null }) {
  const model = compareContext.use();
  const { t } = model;
  const button = (key: "zoomOut" | "zoomIn" | "fit", icon: "minus" | "plus" | "fit") => (
    <button
      type="button"
      class="bare"
      title={t(key)}
      aria-label={t(key)}
      onClick={() => moveStage[key](model.rightStage)}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="foot note">
      <Toggle kind="target" mark="T" text={t("target")} />
      <Toggle kind="executed" mark="1" text={t("executed")} />
      <Toggle kind="requested" mark="1" text={t("requested")} />
      {mark !== null && <Toggle kind="marks" mark={mark} text={t("marks")} />}
      <span class="sp" />
      <button
        type="button"
        class="link"
        title={t("diffTitle")}
        disabled={!canDiff}
        onClick={() => compareActions.diff(model)}
      >
        {t("diff")}
      </button>
      <span class="zoom">
        {button("zoomOut", "minus")}
        {button("zoomIn", "plus")}
        {button("fit", "fit")}
      </span>
      <span class="widest">{t("sharedView")}</span>
      <span class="wide">
        <kbd>,</kbd> <kbd>.</kbd> {t("keysHelp")}
      </span>
    </div>
  );
}

/** One question on two sides, large, with one camera and one selection. */
export function QuestionPaneView({
  loaded,
  question,
}: {
  readonly loaded: LoadedPanes;
  readonly question: QuestionPanes;
}) {
  const [left, right] = [loaded.sides[loaded.left], loaded.sides[loaded.right]];
  const paneOf = (side: number) => question.panes[side] ?? null;
  if (left === undefined || right === undefined) return null;
  return (
    <div class="questionpane">
      <div class="halves">
        <Half side="left" set={left} question={question} pane={paneOf(loaded.left)} />
        <Half side="right" set={right} question={question} pane={paneOf(loaded.right)} />
      </div>
      <PageNote question={question} />
      <Foot
        mark={question.marks[0]?.label ?? null}
        canDiff={paneOf(loaded.left) !== null && paneOf(loaded.right) !== null}
      />
    </div>
  );
}
