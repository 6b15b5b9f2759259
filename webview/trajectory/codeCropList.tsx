import { codeCrops } from "../../src/core/rollout/codeCrops.js";
import { boxText } from "../boxText.js";
import { viewContext } from "../viewContext.js";

/** The crops that a model's code writes down: a listing below the code, since nobody knows what ran. */
export function CodeCropList({ text }: { readonly text: string }) {
  const { t } = viewContext.use();
  const crops = codeCrops(text);
  if (crops.length === 0) return null;
  return (
    <div class="codecrops">
      <p class="dim">{t("codeCropsTitle")}</p>
      <ul>
        {crops.map(({ image, numbers, written }, index) => (
          <li key={index}>
            {numbers === null
              ? t("codeCropComputed", image, written)
              : t("codeCropNumbers", image, boxText(numbers, 4))}
          </li>
        ))}
      </ul>
    </div>
  );
}
