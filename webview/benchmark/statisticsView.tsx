import type { ShownStatistics } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { statisticsNotes } from "../../src/protocol/benchmark/statisticsNotes.js";
import { statisticsTables } from "../../src/protocol/benchmark/statisticsTables.js";
import { statisticsText } from "../../src/protocol/benchmark/statisticsText.js";
import { benchmarkContext } from "./benchmarkContext.js";
import { PartBoundary } from "./partBoundary.js";
import { StatisticsCard } from "./statisticsCard.js";
import { statisticsSayOf } from "./statisticsSayOf.js";

/** Tables 1 and 2 and Figure 3 of the paper for one benchmark, beside the paper's own numbers. */
export function StatisticsView({ shown }: { readonly shown: ShownStatistics }) {
  const { t, act, host, run } = benchmarkContext.use();
  const { statistics, sets, problem, name } = shown;
  if (statistics === null) return <p class="sentence">{problem ?? t("nothing")}</p>;
  const say = statisticsSayOf(shown.words);
  const isAccepted = statistics.counted === "accepted";
  const { questions, pages, issues } = statistics;
  return (
    <div class="benchmark">
      <div class="bar head">
        <h1 class="cut">{t("statistics", name)}</h1>
        <span class="dim cut">{t("counted", questions, pages, issues)}</span>
        <span class="sp" />
        <label class="check">
          <input
            type="checkbox"
            checked={isAccepted}
            onChange={() => act({ kind: "countAccepted", isOn: !isAccepted })}
          />
          {t("acceptedOnly")}
        </label>
        <button
          type="button"
          class="plain"
          onClick={() => run(host.copyText({ text: statisticsText.markdown(statistics, sets, say) }))}
        >
          {t("copyAll")}
        </button>
      </div>
      <div class="scrolled cards">
        {statisticsTables(statistics, sets, say).map(table => (
          <PartBoundary key={table.id}>
            <StatisticsCard shown={table} />
          </PartBoundary>
        ))}
        <section class="card" aria-label={say("notes")}>
          <h2 class="cardhead">{say("notes")}</h2>
          <ul class="notes small">
            {statisticsNotes(statistics, say).map(note => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
