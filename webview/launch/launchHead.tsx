import { Icon } from "../icon.js";
import { launchContext } from "./launchContext.js";

/** The configuration's name, its row in the tables, and how far it is from the paper. */
export function LaunchHead() {
  const { t, form, differing, host, run } = launchContext.use();
  const { name, config, isTrusted } = form.value;
  const count = differing.value;
  return (
    <header class="bar head">
      <h1>{name}</h1>
      {config !== null && <span class="dim">{config.arm ?? config.method}</span>}
      <button
        type="button"
        class="bare"
        aria-label={t("openText")}
        title={t("openText")}
        onClick={() => run(host.openText({ key: null }))}
      >
        <Icon name="table" />
      </button>
      <span class="sp" />
      {!isTrusted && (
        <span class="restricted">
          <Icon name="info" /> {t("restricted")}{" "}
          <button type="button" class="link" onClick={() => run(host.manageTrust(null))}>
            {t("manageTrust")}
          </button>
        </span>
      )}
      {config?.engine === "miniature" ? (
        <span>{t("simulated")}</span>
      ) : (
        <span>{count === 0 ? t("allPaper") : count === 1 ? t("onePaper") : t("manyPaper", count)}</span>
      )}
    </header>
  );
}
