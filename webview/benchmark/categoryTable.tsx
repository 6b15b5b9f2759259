import { annotationRoles } from "../../src/core/benchmark/annotationMapping.js";
import type { ShownCategory } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { benchmarkContext } from "./benchmarkContext.js";
import { Choice } from "./choice.js";
import { CropPicture } from "./cropPicture.js";

function CategoryRow({ category }: { readonly category: ShownCategory }) {
  const { t, act, shown } = benchmarkContext.use();
  const isDisabled = shown.value.kind === "mapping" && !shown.value.isTrusted;
  const { name, count, role, suggested, reason, picture } = category;
  const isOther = suggested !== null && suggested !== role;
  return (
    <tr class={role === null ? "open" : ""}>
      <td class="picture">
        {picture === null ? (
          <span class="dim small">{t("noPicture")}</span>
        ) : (
          <CropPicture {...picture} boxes={[{ box: picture.box, label: "" }]} name={t("pictureOf", name)} />
        )}
      </td>
      <th scope="row" class="text">
        {name}
      </th>
      <td class="num figure">{count ?? ""}</td>
      <td>
        <Choice
          label={`${t("role")}: ${name}`}
          value={role}
          values={annotationRoles}
          nameOf={one => t(`role_${one}`)}
          none={t("notMapped")}
          isDisabled={isDisabled}
          onChoose={chosen => act({ kind: "setRole", name, role: chosen })}
        />
      </td>
      <td class="reason">
        {suggested !== null && (
          <>
            {isOther && (
              <>
                <b>{t(`role_${suggested}`)}</b>{" "}
                <button
                  type="button"
                  class="link"
                  disabled={isDisabled}
                  onClick={() => act({ kind: "setRole", name, role: suggested })}
                >
                  {t("use")}
                </button>{" "}
              </>
            )}
            <span class="dim">{reason}</span>
          </>
        )}
      </td>
    </tr>
  );
}

/** What each category stands for, with how often it is annotated and one such annotation. */
export function CategoryTable({ categories }: { readonly categories: readonly ShownCategory[] }) {
  const { t } = benchmarkContext.use();
  if (categories.length === 0) return null;
  return (
    <section aria-label={t("categories")}>
      <h2 class="sectionhead">{t("categories")}</h2>
      <table class="names">
        <thead>
          <tr>
            <th>{t("example")}</th>
            <th>{t("category")}</th>
            <th class="figure">{t("annotations")}</th>
            <th>{t("role")}</th>
            <th>{t("why")}</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(category => (
            <CategoryRow key={category.name} category={category} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
