import type { TrainerConfig } from "../../src/core/launch/runConfig.js";
import { taskKinds, taskKindsWithoutTargets, type TaskKind } from "../../src/core/benchmark/taskKinds.js";
import { taskKindName } from "../taskKindName.js";
import { Field } from "./field.js";
import { launchContext } from "./launchContext.js";
import { TypedField } from "./typedField.js";

interface PathFieldProps {
  readonly label: string;
  readonly name: "data.train" | "data.validation" | "data.images";
  readonly value: string;
  readonly isFolder?: boolean;
  readonly isOnHost: boolean;
  readonly note?: string | undefined;
}

function PathField({ label, name, value, isFolder = false, isOnHost, note }: PathFieldProps) {
  const { t, edit, host, run } = launchContext.use();
  return (
    <Field label={label} note={note}>
      <TypedField
        label={label}
        isWide
        value={value}
        placeholder={t("none")}
        onChange={text => edit(name, text === "" ? undefined : text)}
      />
      {!isOnHost && (
        <button type="button" class="plain" onClick={() => run(host.browse({ key: name, isFolder }))}>
          {t("browse")}
        </button>
      )}
    </Field>
  );
}

/** The kinds that are trained on; region-aware RL cannot choose those without target boxes. */
function TasksField({ config }: { readonly config: TrainerConfig }) {
  const { t, edit } = launchContext.use();
  const cannot = (kind: TaskKind) => config.method === "RARL" && taskKindsWithoutTargets.includes(kind);
  const chosen = config.data.tasks ?? taskKinds.filter(kind => !cannot(kind));
  const toggle = (kind: TaskKind) => {
    const next = taskKinds.filter(one => (one === kind) !== chosen.includes(one));
    if (next.length > 0) edit("data.tasks", [...next]);
  };
  return (
    <Field label={t("tasks")}>
      <div class="kinds">
        {taskKinds.map(kind => (
          <label key={kind} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(kind)}
              disabled={cannot(kind) && !chosen.includes(kind)}
              onChange={() => toggle(kind)}
            />
            <span>{taskKindName(kind, t)}</span>
            {cannot(kind) && <span class="dim small">{t("noTargets")}</span>}
          </label>
        ))}
      </div>
    </Field>
  );
}

/** Where the questions and their pages are, and which of them are used. */
export function DataFields({ config }: { readonly config: TrainerConfig }) {
  const { t, form, edit } = launchContext.use();
  const { questions, isCounting } = form.value;
  const { train, validation, images, onHost } = config.data;
  const counted =
    questions === null ? undefined : questions === 1 ? t("oneRow") : t("rows", questions.toLocaleString());
  return (
    <>
      <PathField
        label={t("train")}
        name="data.train"
        value={train}
        isOnHost={onHost}
        note={isCounting ? t("counting") : counted}
      />
      <PathField label={t("validation")} name="data.validation" value={validation ?? ""} isOnHost={onHost} />
      <PathField label={t("pages")} name="data.images" value={images ?? ""} isFolder isOnHost={onHost} />
      <Field label="">
        <label class="check">
          <input type="checkbox" checked={onHost} onChange={() => edit("data.onHost", onHost ? undefined : true)} />
          <span>{t("onHost")}</span>
        </label>
      </Field>
      <TasksField config={config} />
    </>
  );
}
