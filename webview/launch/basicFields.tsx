import { engineIds, isVerl, type EngineId } from "../../src/core/launch/engineId.js";
import { localHost } from "../../src/core/launch/hostName.js";
import { isSft } from "../../src/core/launch/method.js";
import type { RunConfig } from "../../src/core/launch/runConfig.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { DataFields } from "./dataFields.js";
import { Field } from "./field.js";
import { launchContext } from "./launchContext.js";
import type { LaunchTranslate } from "./launchTranslate.js";
import { MethodField } from "./methodField.js";
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
  }
}

/** SFT is LLaMA-Factory's, RL is verl's: the others cannot be chosen. */
const enginesOf = (method: RunConfig["method"]): readonly EngineId[] =>
  engineIds.filter(engine => isVerl(engine) === !isSft(method));

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
  const number = (text: string) => (text === "" ? undefined : Number(text));
  return (
    <Field label={t("launcher")}>
      <ChoiceField
        label={t("launcher")}
        isLabelHidden
        value={config.launcher.kind}
        choices={choices}
        onChange={kind => edit("launcher.kind", kind)}
      />
      <label class="choice">
        <span class="dim">{t("nodes")}</span>
        <TypedField
          label={t("nodes")}
          isNumber
          value={String(config.nodes)}
          problem={t("notANumber")}
          onChange={text => edit("nodes", number(text))}
        />
      </label>
      <label class="choice">
        <span class="dim">{t("gpus")}</span>
        <TypedField
          label={t("gpus")}
          isNumber
          value={String(config.gpus.perNode ?? "")}
          problem={t("notANumber")}
          onChange={text => edit("gpus.perNode", number(text))}
        />
      </label>
    </Field>
  );
}

function ModelField({ config }: { readonly config: RunConfig }) {
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
  const engines = [...new Set([config.engine, ...enginesOf(config.method)])];
  return (
    <div class="set">
      <MethodField config={config} />
      <HostField config={config} />
      <LauncherField config={config} />
      <Field label={t("engine")} note={config.engine === "verl-deepeyes" ? t("engineDeepeyesNote") : undefined}>
        <ChoiceField
          label={t("engine")}
          isLabelHidden
          value={config.engine}
          choices={engines.map(engine => ({ value: engine, text: engineName(engine, t) }))}
          onChange={engine => edit("engine", engine)}
        />
      </Field>
      <ModelField config={config} />
      <DataFields config={config} />
      <SecretsField config={config} />
    </div>
  );
}
