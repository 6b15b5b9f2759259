import { isSft } from "../../src/core/launch/method.js";
import type { PlannedSetting } from "../../src/core/launch/runPlan.js";
import { launchStrings, type LaunchStringKey } from "../../src/protocol/jobs/launchStrings.js";
import { Icon } from "../icon.js";
import { launchContext } from "./launchContext.js";
import { shortOverride } from "./shortOverride.js";
import { TypedField } from "./typedField.js";

/** The name of a setting in the person's language; one without a name is called by its key. */
const isNamed = (key: string): key is LaunchStringKey => Object.hasOwn(launchStrings, key);

/** A typed value as JSON has it: a number where it is one, a truth value where it is one. */
function valueOf(text: string): string | number | boolean | undefined {
  if (text === "") return undefined;
  if (text === "true" || text === "false") return text === "true";
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

function PaperCell({ setting }: { readonly setting: PlannedSetting }) {
  const { t, form, edit } = launchContext.use();
  const { key, paper, isPaper } = setting;
  // An assumption of the miniature is nothing that the paper could have stated.
  const isAssumption = form.value.config?.engine === "miniature";
  if (paper === null) return <td class="dim">{isAssumption ? "–" : t("notStated")}</td>;
  if (isPaper)
    return (
      <td>
        <Icon name="check" /> <span class="dim">{t("isPaper")}</span>
      </td>
    );
  return (
    <td>
      <b>{t("paperSays", paper)}</b>{" "}
      <button type="button" class="link" onClick={() => edit(key, undefined)}>
        {t("usePaper")}
      </button>
    </td>
  );
}

function SettingRow({ setting }: { readonly setting: PlannedSetting }) {
  const { t, edit } = launchContext.use();
  const { key, value, override, paper, isPaper } = setting;
  const name = isNamed(key) ? t(key) : key;
  const isTyped = Number.isFinite(Number(value)) && value !== "";
  return (
    <tr class={paper !== null && !isPaper ? "differs" : undefined}>
      <th scope="row">{name}</th>
      <td>
        <TypedField
          label={name}
          isNumber={isTyped}
          value={value}
          problem={t("notANumber")}
          onChange={text => edit(key, valueOf(text))}
        />
      </td>
      <PaperCell setting={setting} />
      <td class="mono dim cut" title={override}>
        {shortOverride(override)}
      </td>
    </tr>
  );
}

/** Every hyper-parameter beside the paper's and under the engine's own name. */
export function SettingsTable() {
  const { t, form } = launchContext.use();
  const { settings, config } = form.value;
  return (
    <section class="hyper">
      <div class="bar plainbar">
        <h2>{t("hyper")}</h2>
        <span class="sp" />
        <span class="dim small">{t("tableOf", config !== null && isSft(config.method) ? 9 : 10)}</span>
      </div>
      <table class="hypertable num">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("value")}</th>
            <th scope="col">{t("paper")}</th>
            <th scope="col">{t("override")}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map(setting => (
            <SettingRow key={setting.key} setting={setting} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
