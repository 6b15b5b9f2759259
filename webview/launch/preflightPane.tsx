import { useEffect, useState } from "preact/hooks";
import type { RunConfig } from "../../src/core/launch/runConfig.js";
import type { ShownPreflight } from "../../src/protocol/jobs/launchViewApi.js";
import { Icon } from "../icon.js";
import { FindingList } from "./findingList.js";
import { GpuTable } from "./gpuTable.js";
import { launchContext } from "./launchContext.js";
import type { LaunchTranslate } from "./launchTranslate.js";

const aMinute = 60;

/** How long ago the host was asked; counted on while it is looked at. */
function age({ host, at, isRunning }: ShownPreflight, now: number, t: LaunchTranslate): string {
  if (isRunning) return t("checking", host);
  if (at === null) return "";
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  return seconds < aMinute ? t("secondsAgo", host, seconds) : t("minutesAgo", host, Math.round(seconds / aMinute));
}

function Failure({ preflight }: { readonly preflight: ShownPreflight }) {
  const { t, host, run } = launchContext.use();
  const { failure } = preflight;
  if (failure === null) return null;
  return (
    <p class="note line" role="status">
      <Icon name="error" class="wrong" />
      <span>{failure.text}</span>
      {failure.needsPerson && (
        <button type="button" class="link" onClick={() => run(host.openTerminal(null))}>
          {t("openTerminal", preflight.host)}
        </button>
      )}
    </p>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** What the host says of itself: its GPUs, and every other finding of one round trip. */
export function PreflightPane({ config }: { readonly config: RunConfig }) {
  const { t, form, host, run } = launchContext.use();
  const now = useNow();
  const { preflight, isTrusted } = form.value;
  const asked = preflight?.host === config.host ? preflight : null;
  const gpus = asked?.gpus ?? null;
  return (
    <section class="preflight" aria-label={t("preflight")} aria-busy={asked?.isRunning === true}>
      <div class="bar">
        <h2>{t("preflight")}</h2>
        <span class="dim num">{asked === null ? t("notAsked") : age(asked, Math.max(now, asked.at ?? 0), t)}</span>
        <span class="sp" />
        <button
          type="button"
          class="plain"
          disabled={!isTrusted || asked?.isRunning === true}
          onClick={() => run(host.preflight(null))}
        >
          <Icon name="sync" /> {asked === null ? t("check") : t("checkAgain")}
        </button>
      </div>
      {asked !== null && <Failure preflight={asked} />}
      {gpus !== null && <GpuTable gpus={gpus} />}
      {asked !== null && <FindingList findings={asked.findings} />}
    </section>
  );
}
