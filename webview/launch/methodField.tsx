import { methods, type Method } from "../../src/core/launch/method.js";
import type { RunConfig } from "../../src/core/launch/runConfig.js";
import { Field } from "./field.js";
import { launchContext } from "./launchContext.js";
import type { LaunchTranslate } from "./launchTranslate.js";

function methodNote(method: Method, t: LaunchTranslate): string {
  switch (method) {
    case "SFT-S":
      return t("methodSftS");
    case "SFT-R":
      return t("methodSftR");
    case "RL":
      return t("methodRl");
    case "RARL":
      return t("methodRarl");
  }
}

/** The four methods of the paper as one row of buttons; arrows move between them. */
export function MethodField({ config }: { readonly config: RunConfig }) {
  const { t, edit } = launchContext.use();
  const walk = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = methods[methods.indexOf(config.method) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    edit("method", next);
    if (event.currentTarget instanceof HTMLElement)
      event.currentTarget.querySelector<HTMLElement>(`[data-method="${next}"]`)?.focus();
  };
  return (
    <Field label={t("method")} note={methodNote(config.method, t)}>
      <div class="segments" role="radiogroup" aria-label={t("method")} onKeyDown={walk}>
        {methods.map(method => (
          <button
            key={method}
            type="button"
            role="radio"
            data-method={method}
            aria-checked={config.method === method}
            tabindex={config.method === method ? 0 : -1}
            onClick={() => edit("method", method)}
          >
            {method}
          </button>
        ))}
      </div>
    </Field>
  );
}
