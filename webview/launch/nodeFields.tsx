import type { RunConfig } from "../../src/core/launch/runConfig.js";
import { launchContext } from "./launchContext.js";
import { TypedField } from "./typedField.js";

const number = (text: string) => (text === "" ? undefined : Number(text));

function CountField({ label, name, value }: { readonly label: string; readonly name: string; readonly value: string }) {
  const { t, edit } = launchContext.use();
  return (
    <label class="choice">
      <span class="dim">{label}</span>
      <TypedField
        label={label}
        isNumber
        value={value}
        problem={t("notANumber")}
        onChange={text => edit(name, number(text))}
      />
    </label>
  );
}

/** How many nodes and GPUs a run wants. The miniature wants one process; what a file says beyond can be taken back. */
export function NodeFields({ config: { engine, nodes, gpus } }: { readonly config: RunConfig }) {
  const { t } = launchContext.use();
  const hasGpus = engine !== "miniature" || gpus.perNode !== undefined;
  return (
    <>
      {(engine !== "miniature" || nodes > 1) && <CountField label={t("nodes")} name="nodes" value={String(nodes)} />}
      {hasGpus && <CountField label={t("gpus")} name="gpus.perNode" value={String(gpus.perNode ?? "")} />}
    </>
  );
}
