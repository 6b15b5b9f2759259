import { localHost } from "../../src/core/launch/hostName.js";
import type { RunConfig } from "../../src/core/launch/runConfig.js";
import type { FindingLevel } from "../../src/core/launch/finding.js";
import { controls } from "../controls.js";
import { FindingIcon } from "./findingIcon.js";
import { launchContext } from "./launchContext.js";

const gravest: readonly FindingLevel[] = ["error", "warning"];

/** The one thing to know before pressing: the gravest finding of the configuration, the data and the host. */
function Gravest() {
  const { form } = launchContext.use();
  const all = [...form.value.findings, ...(form.value.preflight?.findings ?? [])];
  const found = gravest.map(level => all.find(one => one.level === level)).find(one => one !== undefined);
  if (found === undefined) return null;
  return (
    <span class="gravest" role="status">
      <FindingIcon level={found.level} /> <span title={found.text}>{found.text}</span>
    </span>
  );
}

/** Launch and save. A configuration with an error cannot be launched. */
export function LaunchBar({ config }: { readonly config: RunConfig }) {
  const { t, form, host, run, isLaunching } = launchContext.use();
  const { findings, isTrusted, isDirty } = form.value;
  const isForbidden = !isTrusted || isLaunching.value || findings.some(({ level }) => level === "error");
  const launch = () => {
    isLaunching.value = true;
    run(host.launch(null).finally(() => (isLaunching.value = false)));
  };
  return (
    <footer class="launchbar">
      <controls.Button appearance="primary" isDisabled={isForbidden} onClick={launch}>
        {isLaunching.value ? t("launching") : config.host === localHost ? t("launchHere") : t("launchOn", config.host)}
      </controls.Button>
      <controls.Button appearance="secondary" isDisabled={!isDirty} onClick={() => run(host.save(null))}>
        {t("save")}
      </controls.Button>
      <Gravest />
    </footer>
  );
}
