import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { ChoiceField } from "./choiceField.js";
import { sameSource } from "./sameSource.js";
import { setName } from "./setName.js";
import { StepsField } from "./stepsField.js";
import { strategiesContext } from "./strategiesContext.js";

/** Which rollouts, which steps, and against what. */
export function StrategiesBar() {
  const model = strategiesContext.use();
  const { t, sources, source, sourceKey, columnsText, against, specs, list, pinned, subject } = model;
  const known = sources.state.value.value ?? [];
  const listed = list.state.value.value?.strategies ?? [];
  const index = known.findIndex(one => source.value !== null && sameSource(one, source.value));
  const choose = (text: string) => {
    const next = known[Number(text)];
    if (next === undefined) return;
    const { run, phase, folder } = next;
    sourceKey.value = { run, phase, folder };
    columnsText.value = null;
    pinned.value = null;
    subject.value = null;
  };
  const againstSpecs = [...new Set([...specs.value, ...(against.value === "logged" ? [] : [against.value])])];
  return (
    <header class="bar wrap">
      <h2>{t("title")}</h2>
      <span class="sp" />
      <ChoiceField
        label={t("rescoredFrom")}
        value={String(index)}
        choices={known.map((one, i) => ({ value: String(i), text: setName.source(one, t) }))}
        onChange={choose}
      />
      <StepsField />
      <ChoiceField
        label={t("against")}
        value={against.value}
        choices={[
          { value: "logged", text: t("againstLogged") },
          ...againstSpecs.map(spec => ({ value: spec, text: fullName(strategyName(spec, listed, t)) })),
        ]}
        onChange={value => (against.value = value)}
      />
    </header>
  );
}

const fullName = ({ name, note }: { readonly name: string; readonly note: string }) =>
  note.includes("=") ? `${name} (${note})` : name;
