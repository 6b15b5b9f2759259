import { queueStates } from "../../src/core/benchmark/review/reviewQueue.js";
import type { ReviewFilter } from "../../src/protocol/review/reviewViewApi.js";
import { codeKeys } from "./codeKeys.js";
import { reviewContext } from "./reviewContext.js";
import type { ReviewTranslate } from "./reviewTranslate.js";
import { walkQueue } from "./walkQueue.js";

/** Offered as "at most so sure", in hundredths. */
const confidences = [95, 80, 60, 40];

interface ChoiceProps {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string | null) => void;
}

function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      <span class="dim">{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? null : currentTarget.value)}
      >
        <option value="">{any}</option>
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A code that has no words here stands as it is. */
function checkName(code: string, t: ReviewTranslate): string {
  const key = codeKeys.madeOf(code);
  return key === null ? code : t(key);
}

function Footer({ change }: { readonly change: (part: Partial<ReviewFilter>) => void }) {
  const { t } = reviewContext.use();
  return (
    <>
      <p class="small dim">{t("queueIsFrozen")}</p>
      <button type="button" class="link" onClick={() => change({})}>
        {t("takeAnew")}
      </button>{" "}
      <button
        type="button"
        class="link"
        onClick={() => change({ generator: null, position: null, check: null, mostConfidence: null, state: null })}
      >
        {t("clearFilters")}
      </button>
    </>
  );
}

/** What the queue is made of. */
export function QueueFilters() {
  const model = reviewContext.use();
  const { t, facets, filter } = model;
  const known = facets.value;
  if (known === null) return null;
  const now = filter.value;
  const change = (part: Partial<ReviewFilter>) =>
    model.run(walkQueue.take(model, { ...now, ...part }, model.entry.value?.id ?? null));
  const plain = (values: readonly string[]) => values.map(value => ({ value, text: value }));
  return (
    <div class="filters">
      <Choice
        label={t("filterState")}
        any={t("anyState")}
        value={now.state ?? ""}
        options={queueStates.map(value => ({ value, text: t(codeKeys.states[value]) }))}
        onChange={value => change({ state: queueStates.find(state => state === value) ?? null })}
      />
      <Choice
        label={t("filterGenerator")}
        any={t("anyRule")}
        value={now.generator ?? ""}
        options={plain(known.generators)}
        onChange={generator => change({ generator })}
      />
      <Choice
        label={t("filterCheck")}
        any={t("anyCheck")}
        value={now.check ?? ""}
        options={[
          { value: "any", text: t("someCheck") },
          ...known.checks.map(value => ({ value, text: checkName(value, t) })),
        ]}
        onChange={check => change({ check })}
      />
      {known.positions.length > 0 && (
        <Choice
          label={t("filterPosition")}
          any={t("anyPosition")}
          value={now.position ?? ""}
          options={known.positions.map(value => ({ value, text: t(codeKeys.positions[value]) }))}
          onChange={value => change({ position: known.positions.find(position => position === value) ?? null })}
        />
      )}
      {known.hasConfidence && (
        <Choice
          label={t("filterConfidence")}
          any={t("anyConfidence")}
          value={now.mostConfidence === null ? "" : String(Math.round(now.mostConfidence * 100))}
          options={confidences.map(value => ({ value: String(value), text: t("mostConfidence", value) }))}
          onChange={value => change({ mostConfidence: value === null ? null : Number(value) / 100 })}
        />
      )}
      <Footer change={change} />
    </div>
  );
}
