import type { RunConfig } from "../../src/core/launch/runConfig.js";
import { Field } from "./field.js";
import { launchContext } from "./launchContext.js";

/** The secrets that the run asks for, by name: their values never come near this page. */
export function SecretsField({ config }: { readonly config: RunConfig }) {
  const { t, form, host, run } = launchContext.use();
  const names = config.environment.secrets;
  if (names.length === 0) return null;
  return (
    <Field label={t("secrets")}>
      {names.map(name => {
        const isSet = form.value.secrets.includes(name);
        return (
          <span key={name} class="secret">
            <span class={isSet ? "dim" : ""}>{isSet ? t("secretSet", name) : t("secretMissing", name)}</span>{" "}
            {!isSet && (
              <button type="button" class="link" onClick={() => run(host.setSecret({ name }))}>
                {t("setSecret")}
              </button>
            )}
          </span>
        );
      })}
    </Field>
  );
}
