import type { ShownMapping } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { benchmarkContext } from "./benchmarkContext.js";
import { CropPicture } from "./cropPicture.js";

const directions = ["farther", "nearer"] as const;

/** Which way depths count, and two things of one page by which a person can tell. */
export function DepthPane({ shown }: { readonly shown: ShownMapping }) {
  const { t, act } = benchmarkContext.use();
  const { larger, depths } = shown;
  const isMapped = shown.attributes.some(({ meaning }) => meaning === "depth_inter" || meaning === "depth_intra");
  if (!isMapped && depths === null) return null;
  return (
    <section aria-label={t("depth")}>
      <h2 class="sectionhead">{t("depth")}</h2>
      <div class="depth">
        <fieldset>
          <legend>{t("largerIs")}</legend>
          {directions.map(direction => (
            <label class="check" key={direction}>
              <input
                type="radio"
                name="larger"
                checked={larger === direction}
                disabled={!shown.isTrusted}
                onChange={() => act({ kind: "setDepth", larger: direction })}
              />
              {t(direction)}
            </label>
          ))}
        </fieldset>
        {depths === null ? (
          <p class="dim">{t("noDepthPair")}</p>
        ) : (
          <figure class="pair">
            <CropPicture
              {...depths}
              boxes={[
                { box: depths.smaller.box, label: "A" },
                { box: depths.larger.box, label: "B" },
              ]}
              name={t("depth")}
            />
            <figcaption>
              {t(
                "depthPair",
                depths.attribute,
                depths.smaller.value,
                depths.larger.value,
                larger === "farther" ? "A" : "B",
              )}
            </figcaption>
          </figure>
        )}
      </div>
    </section>
  );
}
