import { isSft } from "../../src/core/launch/method.js";
import type { RunConfig } from "../../src/core/launch/runConfig.js";
import type { PlannedStage } from "../../src/core/launch/runPlan.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { launchContext } from "./launchContext.js";

const width = 520;
const margin = 2;

/** Warm start and main phase on one line of steps; the warm start is hatched. */
function Schedule({ stage }: { readonly stage: PlannedStage }) {
  const { t } = launchContext.use();
  const { steps, warmSteps } = stage;
  if (steps === null || steps <= 0) return null;
  const at = (step: number) => margin + (Math.min(step, steps) / steps) * (width - 2 * margin);
  const warm = at(warmSteps);
  return (
    <svg class="schedule" viewBox={`0 0 ${width} 48`} role="img" aria-label={t("schedule", warmSteps, steps)}>
      <defs>
        <pattern id="warm" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" />
        </pattern>
      </defs>
      {warmSteps > 0 && <rect class="warmpart" x={margin} y={4} width={warm - margin} height={20} fill="url(#warm)" />}
      <rect class="mainpart" x={warm} y={4} width={width - margin - warm} height={20} />
      <text x={warm + 8} y={18}>
        {t("scheduleMain")}
      </text>
      <text x={margin} y={42}>
        0
      </text>
      {warmSteps > 0 && (
        <text x={warm} y={42} text-anchor="middle" class="strong">
          {warmSteps}
        </text>
      )}
      {warmSteps > 0 && (
        <text x={warm + 16} y={42} class="dim">
          {t("scheduleWarm")}
        </text>
      )}
      <text x={width - margin} y={42} text-anchor="end">
        {steps}
      </text>
    </svg>
  );
}

/** The name of the strategy whose options were changed, with them; an id that nobody knows as it is. */
function optionedName(spec: string, known: readonly { readonly value: string; readonly text: string }[]): string {
  const [id = "", ...options] = spec.split("@");
  const name = known.find(({ value }) => value === id)?.text;
  return name === undefined ? spec : `${name} (${options.join("@").replaceAll(";", ", ")})`;
}

/** The reward strategy and its schedule; RL alone has one. */
export function StrategyField({ config }: { readonly config: RunConfig }) {
  const { t, form, edit } = launchContext.use();
  if (isSft(config.method)) return null;
  const { strategies, stages } = form.value;
  const first = stages[0];
  const written = config.strategy ?? "";
  const known = strategies.map(({ id, name }) => ({ value: id, text: name }));
  const choices = [
    { value: "", text: t("defaultStrategy") },
    ...known,
    // Options behind the id (`two-phase@match=in_order`) are no entry of the list; what is written stays choosable.
    ...(written === "" || known.some(({ value }) => value === written)
      ? []
      : [{ value: written, text: optionedName(written, known) }]),
  ];
  return (
    <section class="strategy">
      <div class="bar plainbar">
        <h2>{t("strategy")}</h2>
        <ChoiceField
          label={t("strategy")}
          isLabelHidden
          value={written}
          choices={choices}
          onChange={id => edit("strategy", id === "" ? undefined : id)}
        />
        {written !== "" && <span class="mono dim cut">{written}</span>}
        {first !== undefined && (
          <span class="dim">{first.warmSteps > 0 ? t("warmUntil", first.warmSteps) : t("noWarm")}</span>
        )}
      </div>
      {first !== undefined && <Schedule stage={first} />}
    </section>
  );
}
