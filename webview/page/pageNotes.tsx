import { dialectName } from "../../src/core/rollout/dialectName.js";
import type { BetterSpace, PageProblem, PageView, RolloutView } from "../../src/protocol/rolloutView.js";
import { codeWords } from "../codeWords.js";
import { controls } from "../controls.js";
import { dialectWords } from "../dialectWords.js";
import { formatNumber } from "../formatNumber.js";
import { guessWords } from "../guessWords.js";
import { Icon } from "../icon.js";
import { viewContext } from "../viewContext.js";

/** In which space the boxes were read, why, and the way to another one. */
function GuessNote({ guess }: { readonly guess: NonNullable<RolloutView["guess"]> }) {
  const model = viewContext.use();
  const { key, values } = guessWords(guess.reason);
  const numbers = values.map(value => (typeof value === "number" ? formatNumber.short(value, 1) : value));
  return (
    <p class="note">
      <Icon name="info" />
      <span>
        {model.t(key, model.t(codeWords.space[guess.space]), ...numbers)}{" "}
        <button type="button" class="link" onClick={() => model.run(model.host.chooseSpace(null))}>
          {model.t("change")}
        </button>
      </span>
    </p>
  );
}

/** Whose way of calling the zoom tool it was taken for, and why. */
function DialectNote({ dialect }: { readonly dialect: NonNullable<RolloutView["dialect"]> }) {
  const { t } = viewContext.use();
  const { key, values } = dialectWords(dialect.reason);
  return (
    <p class="note">
      <Icon name="info" />
      <span>{t(key, dialectName(dialect.id), ...values)}</span>
    </p>
  );
}

/** Another space fits the run's boxes clearly better: both numbers, and one click to it. */
function BetterSpaceNote({ found }: { readonly found: BetterSpace }) {
  const model = viewContext.use();
  const { t } = model;
  const better = t(codeWords.space[found.better]);
  const [now, then] = [formatNumber.fixed(found.currentMean, 2), formatNumber.fixed(found.betterMean, 2)];
  return (
    <p class="note">
      <Icon name="warn" class="warn" />
      <span>
        {t("betterSpace", found.calls, now, t(codeWords.space[found.current]), then, better)}{" "}
        <button type="button" class="link" onClick={() => model.run(model.host.setSpace({ space: found.better }))}>
          {t("switchSpace", better)}
        </button>
      </span>
    </p>
  );
}

/** The values of a problem's sentence: lists of paths become one text. */
function sentenceValues({ code, values }: PageProblem): readonly string[] {
  if (code === "image-missing") return [values.join(", ")];
  if (code === "image-ambiguous") return [values[0] ?? "", values.slice(1).join(", ")];
  return values;
}

/** Why the page is blank, and what would help. */
function BlankNote({ page }: { readonly page: Extract<PageView, { kind: "blank" }> }) {
  const model = viewContext.use();
  const { t, host } = model;
  const { code, offeredPrefix } = page.problem;
  return (
    <div class="note">
      <Icon name="warn" class="warn" />
      <div>
        <p>
          {t(codeWords.pageProblem[code], ...sentenceValues(page.problem))} {!page.isSizeKnown && t("likelyShape")}
        </p>
        <p class="acts">
          {offeredPrefix !== undefined && (
            <controls.Button appearance="primary" onClick={() => model.run(host.addPrefix(offeredPrefix))}>
              {t("acceptPrefix", offeredPrefix.from, offeredPrefix.to)}
            </controls.Button>
          )}
          <controls.Button appearance="secondary" onClick={() => model.run(host.addImageRoot(null))}>
            {t("giveFolder")}
          </controls.Button>
          <controls.Button appearance="secondary" onClick={() => model.run(host.addDataset(null))}>
            {t("addDataset")}
          </controls.Button>
        </p>
      </div>
    </div>
  );
}

/** What has to be known to trust the drawing above. */
export function PageNotes({ view }: { readonly view: RolloutView }) {
  const { t, loader } = viewContext.use();
  const image = loader.image.value;
  return (
    <>
      {view.page.kind === "blank" && <BlankNote page={view.page} />}
      {image.kind === "failed" && view.page.kind === "image" && (
        <p class="note">
          <Icon name="warn" class="warn" />
          <span>{t("problemImageBroken", view.page.name, image.message)}</span>
        </p>
      )}
      {view.guess !== null && <GuessNote guess={view.guess} />}
      {view.dialect !== null && <DialectNote dialect={view.dialect} />}
      {view.betterSpace !== null && <BetterSpaceNote found={view.betterSpace} />}
      {view.placed.length === 0 && (
        <p class="note">
          <Icon name="info" />
          <span>{t("noZoomCall")}</span>
        </p>
      )}
    </>
  );
}
