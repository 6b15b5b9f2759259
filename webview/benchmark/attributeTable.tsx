import { attributeMeanings } from "../../src/core/benchmark/annotationMapping.js";
import type { ShownAttribute } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { benchmarkContext } from "./benchmarkContext.js";
import { Choice } from "./choice.js";

function AttributeRow({ attribute }: { readonly attribute: ShownAttribute }) {
  const { t, act, shown } = benchmarkContext.use();
  const isDisabled = shown.value.kind === "mapping" && !shown.value.isTrusted;
  const { name, count, values, meaning, suggested, reason } = attribute;
  const isOther = suggested !== null && suggested !== meaning;
  return (
    <tr>
      <th scope="row" class="text">
        {name}
      </th>
      <td class="num figure">{count ?? ""}</td>
      <td class="values">{values.join(" · ")}</td>
      <td>
        <Choice
          label={`${t("meaning")}: ${name}`}
          value={meaning}
          values={attributeMeanings}
          nameOf={one => t(`meaning_${one}`)}
          none={t("ignored")}
          isDisabled={isDisabled}
          onChoose={chosen => act({ kind: "setMeaning", name, meaning: chosen })}
        />
      </td>
      <td class="reason">
        {isOther && (
          <>
            <b>{t(`meaning_${suggested}`)}</b>{" "}
            <button
              type="button"
              class="link"
              disabled={isDisabled}
              onClick={() => act({ kind: "setMeaning", name, meaning: suggested })}
            >
              {t("use")}
            </button>{" "}
          </>
        )}
        <span class="dim">{reason}</span>
      </td>
    </tr>
  );
}

/** What each attribute says, with some of its values. */
export function AttributeTable({ attributes }: { readonly attributes: readonly ShownAttribute[] }) {
  const { t } = benchmarkContext.use();
  if (attributes.length === 0) return null;
  return (
    <section aria-label={t("attributes")}>
      <h2 class="sectionhead">{t("attributes")}</h2>
      <table class="names">
        <thead>
          <tr>
            <th>{t("attribute")}</th>
            <th class="figure">{t("annotations")}</th>
            <th>{t("values")}</th>
            <th>{t("meaning")}</th>
            <th>{t("why")}</th>
          </tr>
        </thead>
        <tbody>
          {attributes.map(attribute => (
            <AttributeRow key={attribute.name} attribute={attribute} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
