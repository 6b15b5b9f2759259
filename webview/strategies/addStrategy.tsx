import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { stepColumns } from "./stepColumns.js";
import { specProblem } from "./specProblem.js";
import { strategiesContext } from "./strategiesContext.js";

/** A small form: a strategy, with options where a person wants some, as a further row. Its problem stands beside it. */
export function AddStrategy() {
  const model = strategiesContext.use();
  const { t, list, specs, chosen, host } = model;
  const text = useSignal("");
  const problem = useSignal<string | null>(null);
  const suggestions = useId();
  const listed = list.state.value.value?.strategies ?? [];
  const add = (event: Event) => {
    event.preventDefault();
    const spec = text.value.trim();
    if (spec === "") return;
    if (specs.value.includes(spec)) problem.value = t("isListed", spec);
    else if (specs.value.length >= stepColumns.most) problem.value = t("tooManyStrategies", stepColumns.most);
    else problem.value = specProblem(spec, listed, t);
    if (problem.value !== null) return;
    chosen.value = [...specs.value, spec];
    text.value = "";
  };
  return (
    <form class="add" onSubmit={add}>
      <input
        class="field"
        value={text.value}
        list={suggestions}
        placeholder={t("addStrategy")}
        aria-label={t("addStrategy")}
        aria-invalid={problem.value !== null}
        maxLength={400}
        spellcheck={false}
        onInput={event => {
          text.value = event.currentTarget.value;
          problem.value = null;
        }}
      />
      <datalist id={suggestions}>
        {listed
          .filter(({ spec }) => !specs.value.includes(spec))
          .map(({ spec }) => (
            <option key={spec} value={spec}>
              {strategyName(spec, listed, t).name}
            </option>
          ))}
      </datalist>
      <button type="submit" class="plain">
        {t("add")}
      </button>
      <button type="button" class="link" onClick={() => model.run(host.editStrategies(null))}>
        {t("editSettings")}
      </button>
      <span class="formproblem" role="alert">
        {problem.value}
      </span>
    </form>
  );
}
