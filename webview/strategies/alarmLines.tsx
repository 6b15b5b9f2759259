import { alarmNameKeys } from "../../src/protocol/reward/alarmNameKeys.js";
import { alarmWords, type AlarmSentence } from "../../src/protocol/reward/alarmWords.js";
import type { Alarm } from "../../src/protocol/reward/curvesApi.js";
import { Icon } from "../icon.js";
import { chartOf, type ChartKind } from "./chartKinds.js";
import { strategiesContext } from "./strategiesContext.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

const said = (sentence: AlarmSentence, t: StrategiesTranslate) => t(sentence.key, ...sentence.values);

/** One alarm: what it is, since when and what was found; its rule; and the rollouts that show it. */
function AlarmLine({ alarm }: { readonly alarm: Alarm }) {
  const { t, subject, pane } = strategiesContext.use();
  const { found, rule } = alarmWords(alarm);
  const isFiring = alarm.state === "fires";
  const name = t(alarmNameKeys[alarm.id]);
  const list = () => {
    pane.value = "rollouts";
    subject.value = { kind: "evidence", alarm };
  };
  return (
    <div class="alarm">
      <Icon name={isFiring ? "warn" : "info"} class={isFiring ? "warn" : ""} />
      <div>
        <p>
          {isFiring ? t("alarmAtStep", name, alarm.step ?? "", said(found, t)) : t("alarmQuiet", name, said(found, t))}{" "}
          {alarm.evidence.length > 0 && (
            <button type="button" class="link" onClick={list}>
              {t("alarmEvidence")}
            </button>
          )}
        </p>
        {rule !== null && <p class="small dim">{rule.map(sentence => said(sentence, t)).join(" ")}</p>}
      </div>
    </div>
  );
}

/** The alarms that look at a curve of the chart and fire. */
export function AlarmLines({ kind }: { readonly kind: ChartKind }) {
  const { alarms } = strategiesContext.use();
  const fired = (alarms.state.value.value ?? []).filter(
    ({ state, curve }) => state === "fires" && chartOf(curve) === kind.id,
  );
  return (
    <>
      {fired.map(alarm => (
        <AlarmLine key={alarm.id} alarm={alarm} />
      ))}
    </>
  );
}

/** All alarms with their rules, folded: those that are quiet, and those that cannot be judged and why. */
export function AlarmSummary() {
  const { t, alarms } = strategiesContext.use();
  const all = alarms.state.value.value ?? [];
  if (all.length === 0) return null;
  const count = (state: Alarm["state"]) => all.filter(one => one.state === state).length;
  return (
    <details class="allalarms">
      <summary>{t("alarmCounts", count("fires"), count("quiet"), count("silent"))}</summary>
      {all.map(alarm => (
        <AlarmLine key={alarm.id} alarm={alarm} />
      ))}
    </details>
  );
}
