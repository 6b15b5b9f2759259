import type { MiniatureConfig } from "../../src/core/launch/runConfig.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { Field } from "./field.js";
import { launchContext } from "./launchContext.js";
import { TypedField } from "./typedField.js";

/** What the miniature has in place of a model and data, and how it is run. */
export function MiniatureFields({ config: { simulate } }: { readonly config: MiniatureConfig }) {
  const { t, edit } = launchContext.use();
  const paces = [
    { value: "live", text: t("paceLive") },
    { value: "fast", text: t("paceFast") },
  ];
  return (
    <>
      <Field label={t("model")}>
        <span class="dim">{t("miniatureModel")}</span>
      </Field>
      <Field label={t("train")}>
        <span class="dim">{t("miniatureData")}</span>
      </Field>
      <Field label={t("pace")}>
        <ChoiceField
          label={t("pace")}
          isLabelHidden
          value={simulate.pace}
          choices={paces}
          onChange={pace => edit("simulate.pace", pace)}
        />
      </Field>
      <Field label={t("node")}>
        <TypedField
          label={t("node")}
          isWide
          value={simulate.node}
          onChange={text => edit("simulate.node", text === "" ? undefined : text)}
        />
      </Field>
    </>
  );
}
