import { PartBoundary } from "./partBoundary.js";
import { BasicFields } from "./basicFields.js";
import { FilesPane } from "./filesPane.js";
import { FindingList } from "./findingList.js";
import { LaunchBar } from "./launchBar.js";
import { LaunchHead } from "./launchHead.js";
import { launchContext } from "./launchContext.js";
import { PreflightPane } from "./preflightPane.js";
import { SettingsTable } from "./settingsTable.js";
import { StagesTable } from "./stagesTable.js";
import { StrategyField } from "./strategyField.js";

/** A file that is no configuration yet: what is wrong, and the way to its text. */
function Unreadable({ issues }: { readonly issues: readonly string[] }) {
  const { t, host, run } = launchContext.use();
  return (
    <div class="unreadable">
      <p>{t("notAForm")}</p>
      <ul>
        {issues.map((issue, i) => (
          <li key={i}>{issue}</li>
        ))}
      </ul>
      <button type="button" class="link" onClick={() => run(host.openText({ key: null }))}>
        {t("openText")}
      </button>
    </div>
  );
}

/** The whole form: the configuration on the left, the host and what will run on the right. */
export function LaunchApp() {
  const { t, form } = launchContext.use();
  const { config, issues, findings } = form.value;
  if (config === null) return <Unreadable issues={issues} />;
  return (
    <div class="launch">
      <LaunchHead />
      <div class="columns">
        <section class="settings" aria-label={t("configuration")}>
          <div class="scrolled">
            <PartBoundary>
              <BasicFields config={config} />
              <StrategyField config={config} />
              <SettingsTable />
              <StagesTable config={config} />
            </PartBoundary>
            <FindingList title={t("problems")} findings={findings.filter(({ level }) => level !== "note")} />
            <FindingList title={t("assumptions")} findings={findings.filter(({ level }) => level === "note")} />
          </div>
          <LaunchBar config={config} />
        </section>
        <section class="preview" aria-label={t("whatRuns")}>
          <PartBoundary>
            <PreflightPane config={config} />
          </PartBoundary>
          <PartBoundary>
            <FilesPane />
          </PartBoundary>
        </section>
      </div>
    </div>
  );
}
