import type { ShownMapping } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { Icon } from "../icon.js";
import { AttributeTable } from "./attributeTable.js";
import { benchmarkContext } from "./benchmarkContext.js";
import { CategoryTable } from "./categoryTable.js";
import { DepthPane } from "./depthPane.js";
import { PartBoundary } from "./partBoundary.js";

type ShownProps = { readonly shown: ShownMapping };

function MappingHead({ shown }: ShownProps) {
  const { t, act } = benchmarkContext.use();
  const { isTrusted, isDirty } = shown;
  return (
    <div class="bar head">
      <h1 class="cut">{t("mapping")}</h1>
      <span class="dim cut">{shown.name}</span>
      {isDirty && <span class="dim nowrap">{t("unsaved")}</span>}
      <span class="sp" />
      <button type="button" class="link" onClick={() => act({ kind: "openText" })}>
        {t("openText")}
      </button>
      <button type="button" class="plain" disabled={!isDirty} onClick={() => act({ kind: "saveMapping" })}>
        {t("save")}
      </button>
      <button
        type="button"
        class="plain main"
        disabled={!isTrusted || shown.problem !== null || shown.sources.length === 0}
        onClick={() => act({ kind: "importNow" })}
      >
        {t("importNow")}
      </button>
    </div>
  );
}

/** Where the annotations are, and how many of its suggestions differ from the mapping. */
function SourceBar({ shown }: ShownProps) {
  const { t, act } = benchmarkContext.use();
  const { sources, survey, failure, categories, attributes, problem, isTrusted } = shown;
  const differing =
    categories.filter(({ role, suggested }) => suggested !== null && role !== suggested).length +
    attributes.filter(({ meaning, suggested }) => suggested !== null && meaning !== suggested).length;
  return (
    <div class="bar wraps">
      {sources.length > 0 ? <span class="cut">{t("from", sources.join(", "))}</span> : <span>{t("noSources")}</span>}
      <button type="button" class="link" onClick={() => act({ kind: "chooseSources" })}>
        {t(sources.length > 0 ? "otherSources" : "chooseSources")}
      </button>
      {survey === "reading" && <span class="dim">{t("readingSources")}</span>}
      {survey === "failed" && (
        <span class="problem">
          <Icon name="warn" class="warn" />
          <span>{t("sourcesFailed", failure ?? "")}</span>
        </span>
      )}
      <span class="sp" />
      {differing > 0 && problem === null && isTrusted && (
        <>
          <span class="dim">{differing === 1 ? t("oneSuggestion") : t("suggestions", differing)}</span>
          <button type="button" class="plain" onClick={() => act({ kind: "applySuggestion" })}>
            {t("applySuggestion")}
          </button>
        </>
      )}
    </div>
  );
}

/** What the names in an annotated set mean: a form over the mapping file. */
export function MappingView({ shown }: ShownProps) {
  const { t } = benchmarkContext.use();
  return (
    <div class="benchmark">
      <MappingHead shown={shown} />
      <SourceBar shown={shown} />
      {!shown.isTrusted && (
        <p class="note">
          <Icon name="info" />
          <span>{t("restricted")}</span>
        </p>
      )}
      {shown.problem === null ? (
        <div class="scrolled">
          <PartBoundary>
            <CategoryTable categories={shown.categories} />
          </PartBoundary>
          <PartBoundary>
            <AttributeTable attributes={shown.attributes} />
          </PartBoundary>
          <PartBoundary>
            <DepthPane shown={shown} />
          </PartBoundary>
        </div>
      ) : (
        <p class="sentence">{t("notAMapping", shown.problem)}</p>
      )}
    </div>
  );
}
