import { isSft } from "../../src/core/launch/method.js";
import type { RunConfig, Stage } from "../../src/core/launch/runConfig.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { Icon } from "../icon.js";
import { taskKindName } from "../taskKindName.js";
import { launchContext } from "./launchContext.js";
import { TypedField } from "./typedField.js";

interface StageRowProps {
  readonly stage: Stage;
  readonly index: number;
  readonly folder: string;
}

function StageRow({ stage, index, folder }: StageRowProps) {
  const { t, edit, host, run } = launchContext.use();
  const key = `stages.${index}`;
  const references = [
    { value: "stage", text: t("klStage") },
    { value: "base", text: t("klBase") },
  ];
  return (
    <tr>
      <th scope="row">{stage.name}</th>
      <td>
        <button type="button" class="link left" onClick={() => run(host.openText({ key: `${key}.tasks` }))}>
          {stage.tasks === undefined ? t("allTasks") : stage.tasks.map(kind => taskKindName(kind, t)).join(", ")}
        </button>
      </td>
      <td>
        <TypedField
          label={t("steps")}
          isNumber
          value={stage.steps === undefined ? "" : String(stage.steps)}
          problem={t("notANumber")}
          onChange={text => edit(`${key}.steps`, text === "" ? undefined : Number(text))}
        />
      </td>
      <td>
        <ChoiceField
          label={t("klReference")}
          isLabelHidden
          value={stage.klReference}
          choices={references}
          onChange={value => edit(`${key}.klReference`, value)}
        />
      </td>
      <td class="mono dim cut">{folder}</td>
      <td>
        <button
          type="button"
          class="bare"
          aria-label={t("removeStage", stage.name)}
          onClick={() => edit(key, undefined)}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
}

/** The stages of F.2, one after the other; most runs have none. */
export function StagesTable({ config }: { readonly config: RunConfig }) {
  const { t, form, edit } = launchContext.use();
  if (isSft(config.method)) return null;
  // The miniature has none; those that a file has can be taken out.
  if (config.engine === "miniature" && config.stages.length === 0) return null;
  const add = () => edit(`stages.${config.stages.length}.name`, `stage-${config.stages.length + 1}`);
  return (
    <section class="stages">
      <div class="bar plainbar">
        <h2>{t("stages")}</h2>
        {config.stages.length > 0 && <span class="dim cut">{t("stageNote")}</span>}
        <span class="sp" />
        <button type="button" class="link" onClick={add}>
          {t("addStage")}
        </button>
      </div>
      {config.stages.length > 0 && (
        <table class="hypertable num">
          <thead>
            <tr>
              <th scope="col">{t("stage")}</th>
              <th scope="col">{t("tasks")}</th>
              <th scope="col">{t("steps")}</th>
              <th scope="col">{t("klReference")}</th>
              <th scope="col">{t("folder")}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {config.stages.map((stage, index) => (
              <StageRow key={index} stage={stage} index={index} folder={form.value.stages[index]?.folder ?? ""} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
