import type { ToldFinding } from "../../src/protocol/jobs/launchViewApi.js";
import { FindingIcon } from "./findingIcon.js";
import { launchContext } from "./launchContext.js";

interface FindingListProps {
  /** Left out: the list stands under something that names it. */
  readonly title?: string;
  readonly findings: readonly ToldFinding[];
}

/** Findings with what to do; one that is about a key leads to it in the text. Nothing where there are none. */
export function FindingList({ title, findings }: FindingListProps) {
  const { t, host, run } = launchContext.use();
  if (findings.length === 0) return null;
  return (
    <section class="findings">
      {title !== undefined && (
        <div class="bar plainbar">
          <h2>{title}</h2>
        </div>
      )}
      <ul>
        {findings.map(({ level, text, key }, i) => (
          <li key={i}>
            <FindingIcon level={level} />
            <span>
              {text}{" "}
              {key !== null && (
                <button
                  type="button"
                  class="link"
                  aria-label={`${t("openText")}: ${key}`}
                  onClick={() => run(host.openText({ key }))}
                >
                  {key}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
