import { Icon } from "../icon.js";
import { alarmName } from "./alarmWords.js";
import { chartOf, type ChartKind } from "./chartKinds.js";
import { strategiesContext } from "./strategiesContext.js";

/** The alarms that look at a curve of the chart and fire: what they are, since when, and the rollouts that show it. */
export function AlarmLines({ kind }: { readonly kind: ChartKind }) {
  const model = strategiesContext.use();
  const { t, alarms, subject, pane } = model;
  const fired = (alarms.state.value.value ?? []).filter(
    ({ state, curve }) => state === "fires" && chartOf(curve) === kind.id,
  );
  return (
    <>
      {fired.map(alarm => (
        <p key={alarm.id} class="alarm">
          <Icon name="warn" class="warn" />
          <span>
            {t("alarmFires", alarmName(alarm.id, t), alarm.step ?? "")}{" "}
            <button
              type="button"
              class="link"
              onClick={() => {
                pane.value = "rollouts";
                subject.value = { kind: "evidence", alarm };
              }}
            >
              {t("alarmEvidence")}
            </button>
          </span>
        </p>
      ))}
    </>
  );
}
