import type { PlannedPrompts } from "../../src/core/launch/runPlan.js";
import type { ShownFile } from "../../src/protocol/jobs/launchViewApi.js";
import { Icon } from "../icon.js";
import { launchContext } from "./launchContext.js";

function FileText({ file }: { readonly file: ShownFile }) {
  const { t } = launchContext.use();
  const changed = new Set(file.changedLines);
  return (
    <pre class="filetext" tabIndex={0} aria-label={file.path}>
      {file.text.split("\n").map((line, i) => (
        <span
          key={i}
          class={changed.has(i) ? "fileline changed" : "fileline"}
          title={changed.has(i) ? t("changedLine") : undefined}
        >
          <span class="linenumber">{i + 1}</span>
          {`${line}\n`}
        </span>
      ))}
      {file.isCut && <span class="dim">{t("cut")}</span>}
    </pre>
  );
}

function PromptText({ prompts }: { readonly prompts: PlannedPrompts }) {
  const { t } = launchContext.use();
  return (
    <div class="prompts">
      <h3>{t("firstPrompt")}</h3>
      <pre class="text">{prompts.first}</pre>
      {prompts.second !== null && <h3>{t("secondTurn")}</h3>}
      {prompts.second !== null && <pre class="text">{prompts.second}</pre>}
    </div>
  );
}

/** The names of the files as tabs; arrows walk along them. */
function FileTabs({ files, shown }: { readonly files: readonly ShownFile[]; readonly shown: string }) {
  const { chosenFile } = launchContext.use();
  const walk = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = files[files.findIndex(({ path }) => path === shown) + by];
    if (by === 0 || next === undefined) return;
    chosenFile.value = next.path;
    if (event.currentTarget instanceof HTMLElement)
      event.currentTarget.querySelector<HTMLElement>(`[data-file="${CSS.escape(next.path)}"]`)?.focus();
  };
  return (
    <div class="bar tabs filetabs" role="tablist" onKeyDown={walk}>
      {files.map(({ path }) => (
        <button
          key={path}
          type="button"
          role="tab"
          data-file={path}
          aria-selected={path === shown}
          tabindex={path === shown ? 0 : -1}
          onClick={() => (chosenFile.value = path)}
        >
          {path}
        </button>
      ))}
    </div>
  );
}

function FileActions({ path }: { readonly path: string }) {
  const { t, form, host, run } = launchContext.use();
  return (
    <>
      {form.value.hasLast && (
        <button type="button" class="link" onClick={() => run(host.compareWithLast(null))}>
          {t("compareLast")}
        </button>
      )}
      <button
        type="button"
        class="bare"
        aria-label={t("showInEditor")}
        title={t("showInEditor")}
        onClick={() => run(host.showFile({ path }))}
      >
        <Icon name="fit" />
      </button>
      <button
        type="button"
        class="bare"
        aria-label={t("copy")}
        title={t("copy")}
        onClick={() => run(host.copyFile({ path }))}
      >
        <Icon name="copy" />
      </button>
    </>
  );
}

/** Every file that would go to the host, as it would go, and what the model would be told. */
export function FilesPane() {
  const { t, form, chosenFile, pane } = launchContext.use();
  const { files, prompts } = form.value;
  const file = files.find(({ path }) => path === chosenFile.value) ?? files[0];
  if (file === undefined) return null;
  const isPrompts = pane.value === "prompts" && prompts !== null;
  return (
    <section class="files" aria-label={t("whatRuns")}>
      <div class="bar">
        <h2>{t("whatRuns")}</h2>
        <span class="dim cut">
          {t("filesThen", files.length)} <code>exec sh -s</code>
        </span>
        <span class="sp" />
        {prompts !== null && (
          <button
            type="button"
            class="plain toggle"
            aria-pressed={isPrompts}
            onClick={() => (pane.value = isPrompts ? "files" : "prompts")}
          >
            {t("prompts")}
          </button>
        )}
        <FileActions path={file.path} />
      </div>
      {isPrompts ? (
        <PromptText prompts={prompts} />
      ) : (
        <>
          <FileTabs files={files} shown={file.path} />
          <FileText file={file} />
        </>
      )}
    </section>
  );
}
