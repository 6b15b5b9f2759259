import { engineIds, isVerl, type EngineId } from "../../src/core/launch/engineId.js";
import { localHost } from "../../src/core/launch/hostName.js";
import { isSft } from "../../src/core/launch/method.js";
import type { RunConfig, TrainerConfig } from "../../src/core/launch/runConfig.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { DataFields } from "./dataFields.js";
import { Field } from "./field.js";
import { launchContext } from "./launchContext.js";
import type { LaunchTranslate } from "./launchTranslate.js";
import { MethodField } from "./methodField.js";
import { MiniatureFields } from "./miniatureFields.js";
import { NodeFields } from "./nodeFields.js";
import { SecretsField } from "./secretsField.js";
import { TypedField } from "./typedField.js";

function engineName(engine: EngineId, t: LaunchTranslate): string {
  switch (engine) {
    case "verl-current":
      return t("engineCurrent");
    case "verl-deepeyes":
      return t("engineDeepeyes");
    case "llama-factory":
      return t("engineFactory");
    case "llama-factory-0.9.3":
      return t("engineFactoryOld");
    case "miniature":
      return t("engineMiniature");
  }
}

/** Without a model and data, which are written in the text, a configuration is the miniature's alone. */
const isAlone = (config: RunConfig): boolean =>
  config.engine === "miniature" && (config.model === undefined || config.data === undefined);

/** SFT is LLaMA-Factory's, RL is verl's and the miniature's: the others cannot be chosen. */
function enginesOf(config: RunConfig): readonly EngineId[] {
  if (isAlone(config)) return [config.engine];
  const isRl = !isSft(config.method);
  const fit = engineIds.filter(engine => (isVerl(engine) || engine === "miniature") === isRl);
  return [...new Set([config.engine, ...fit])];
}

function engineNote(config: RunConfig, t: LaunchTranslate): string | undefined {
  if (config.engine === "verl-deepeyes") return t("engineDeepeyesNote");
  if (config.engine !== "miniature") return undefined;
  return isAlone(config) ? t("engineMiniatureAlone") : t("engineMiniatureNote");
}

function hostNote({ launcher, host }: RunConfig, t: LaunchTranslate): string {
  if (launcher.kind === "ray") return t("hostRay");
  if (launcher.kind === "slurm") return t("hostSlurm");
  return host === localHost ? t("hostLocal") : t("hostSsh");
}

const other = "\u0000other";

function HostField({ config }: { readonly config: RunConfig }) {
  const { t, form, edit, host, run } = launchContext.use();
  const names = [...new Set([config.host, ...form.value.hosts])];
  const choices = [...names.map(name => ({ value: name, text: name })), { value: other, text: t("otherHost") }];
  const choose = (name: string) => (name === other ? run(host.chooseHost(null)) : edit("host", name));
  return (
    <Field label={t("host")} note={hostNote(config, t)}>
      <ChoiceField label={t("host")} isLabelHidden value={config.host} choices={choices} onChange={choose} />
    </Field>
  );
}

function LauncherField({ config }: { readonly config: RunConfig }) {
  const { t, edit } = launchContext.use();
  const choices = [
    { value: "host", text: t("launcherHost") },
    { value: "ray", text: t("launcherRay") },
    { value: "slurm", text: t("launcherSlurm") },
  ];
  return (
    <Field label={t("launcher")}>
      <ChoiceField
        label={t("launcher")}
        isLabelHidden
        value={config.launcher.kind}
        choices={choices}
        onChange={kind => edit("launcher.kind", kind)}
      />
      <NodeFields config={config} />
    </Field>
  );
}

function ModelField({ config }: { readonly config: TrainerConfig }) {
  const { t, edit } = launchContext.use();
  const weights = [
    { value: "full", text: t("finetuningFull") },
    { value: "lora", text: t("finetuningLora") },
  ];
  return (
    <Field label={t("model")}>
      <TypedField label={t("model")} isWide value={config.model.path} onChange={text => edit("model.path", text)} />
      {isSft(config.method) && (
        <ChoiceField
          label={t("finetuning")}
          isLabelHidden
          value={config.model.finetuning}
          choices={weights}
          onChange={kind => edit("model.finetuning", kind)}
        />
      )}
    </Field>
  );
}

/** What a run is: method, host, engine, model, data. */
export function BasicFields({ config }: { readonly config: RunConfig }) {
  const { t, edit } = launchContext.use();
  return (
    <div class="set">
      <MethodField config={config} />
      <HostField config={config} />
      <LauncherField config={config} />
      <Field label={t("engine")} note={engineNote(config, t)}>
        <ChoiceField
          label={t("engine")}
          isLabelHidden
          value={config.engine}
          choices={enginesOf(config).map(engine => ({ value: engine, text: engineName(engine, t) }))}
          onChange={engine => edit("engine", engine)}
        />
      </Field>
      {config.engine === "miniature" ? (
        <MiniatureFields config={config} />
      ) : (
        <>
          <ModelField config={config} />
          <DataFields config={config} />
        </>
      )}
      <SecretsField config={config} />
    </div>
  );
}
