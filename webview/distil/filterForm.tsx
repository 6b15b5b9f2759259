import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { distilOptionsSchema, traceLanguages, type DistilOptions } from "../../src/core/distil/distilOptions.js";
import type { DistilStringKey } from "../../src/protocol/distil/distilStrings.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";

type Key = keyof DistilOptions;

/** In the order of the filters. */
const fields = [
  { kind: "choice", name: "method" },
  { kind: "number", name: "judges" },
  { kind: "number", name: "leastWords" },
  { kind: "number", name: "mostWords" },
  { kind: "number", name: "mostRepeats" },
  { kind: "number", name: "leastRight" },
  { kind: "check", name: "easy" },
  { kind: "check", name: "evidence" },
  { kind: "number", name: "leastIou" },
  { kind: "choice", name: "language" },
  { kind: "choice", name: "heldOut" },
  { kind: "number", name: "mostAlike" },
  { kind: "number", name: "perQuestion" },
  { kind: "number", name: "perPage" },
  { kind: "number", name: "letterShare" },
  { kind: "number", name: "perTask" },
  { kind: "choice", name: "choose" },
  { kind: "number", name: "seed" },
] as const;
type NumberName = Extract<(typeof fields)[number], { kind: "number" }>["name"];

/** Left out, there is no limit. */
const mayBeEmpty: readonly Key[] = ["leastIou", "perTask", "letterShare"];

const choices = {
  method: ["SFT-R", "SFT-S"],
  language: traceLanguages,
  heldOut: ["issue", "page"],
  choose: ["shortest", "random"],
} as const satisfies Partial<{ [K in Key]: readonly DistilOptions[K][] }>;

const valueKeys: Readonly<Record<string, DistilStringKey>> = {
  ...{ issue: "value_issue", page: "value_page", shortest: "value_shortest", random: "value_random" },
  any: "value_any",
};

/** The key of a value's word; null: the value is a word itself. */
const wordOf = (value: string): DistilStringKey | null =>
  Object.hasOwn(valueKeys, value) ? (valueKeys[value] ?? null) : null;

function Labelled({ name, children }: { readonly name: Key; readonly children: ComponentChildren }) {
  const { t } = distilContext.use();
  return (
    <label class="setting" data-option={name}>
      <span class="dim">{t(`option_${name}`)}</span>
      {children}
    </label>
  );
}

/** What was typed as an option; null: it is no value of it. */
function typed(options: DistilOptions, name: NumberName, text: string): Partial<DistilOptions> | null {
  const isEmpty = text.trim() === "";
  if (isEmpty && !mayBeEmpty.includes(name)) return null;
  const changes = { [name]: isEmpty ? null : Number(text) };
  const changed = distilOptionsSchema.safeParse({ ...options, ...changes });
  return changed.success && changed.data.leastWords <= changed.data.mostWords ? changes : null;
}

function NumberField({ name }: { readonly name: NumberName }) {
  const model = distilContext.use();
  const { t, options } = model;
  const isBad = useSignal(false);
  const value = options.value[name];
  const take = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    const changes = typed(options.value, name, currentTarget.value);
    isBad.value = changes === null;
    if (changes !== null) distilActions.setOptions(model, changes);
  };
  return (
    <Labelled name={name}>
      <input
        class="field"
        inputMode="decimal"
        size={6}
        value={value === null ? "" : String(value)}
        placeholder={mayBeEmpty.includes(name) ? t("noLimit") : ""}
        aria-invalid={isBad.value}
        title={isBad.value ? t("badValue") : ""}
        onChange={take}
      />
    </Labelled>
  );
}

function ChoiceField({ name }: { readonly name: keyof typeof choices }) {
  const model = distilContext.use();
  const { t, options } = model;
  const values: readonly string[] = choices[name];
  const take = ({ currentTarget }: { readonly currentTarget: HTMLSelectElement }) => {
    const changed = distilOptionsSchema.safeParse({ ...options.value, [name]: currentTarget.value });
    if (changed.success) distilActions.setOptions(model, changed.data);
  };
  return (
    <Labelled name={name}>
      <select value={options.value[name]} onChange={take}>
        {values.map(value => {
          const word = wordOf(value);
          return (
            <option key={value} value={value}>
              {word === null ? value : t(word)}
            </option>
          );
        })}
      </select>
    </Labelled>
  );
}

function CheckField({ name }: { readonly name: "easy" | "evidence" }) {
  const model = distilContext.use();
  const { options } = model;
  return (
    <Labelled name={name}>
      <input
        type="checkbox"
        checked={options.value[name]}
        onChange={({ currentTarget }) => distilActions.setOptions(model, { [name]: currentTarget.checked })}
      />
    </Labelled>
  );
}

/** The thresholds of the filters. A changed one judges all traces again, and asks nobody anything. */
export function FilterForm() {
  const model = distilContext.use();
  const { t, options, showsFilters } = model;
  if (!showsFilters.value) return null;
  return (
    <section id="filters" class="filterform" aria-label={t("filters")}>
      <div class="settings">
        {fields.map(field => {
          switch (field.kind) {
            case "number":
              return <NumberField key={field.name} name={field.name} />;
            case "choice":
              return <ChoiceField key={field.name} name={field.name} />;
            case "check":
              return <CheckField key={field.name} name={field.name} />;
          }
        })}
      </div>
      <div class="row">
        <span class="small dim">{t("filtersHint")}</span>
        <span class="sp" />
        <button
          type="button"
          class="plain"
          onClick={() => distilActions.setOptions(model, distilOptionsSchema.parse({}))}
        >
          {t("defaults")}
        </button>
        <button type="button" class="plain" onClick={() => distilActions.setBase(model, options.value)}>
          {t("asBase")}
        </button>
      </div>
    </section>
  );
}
