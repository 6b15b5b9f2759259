import type { RolloutView } from "../../src/protocol/rolloutView.js";
import { Icon } from "../icon.js";
import { viewContext } from "../viewContext.js";
import { callsOfTurn } from "./callsOfTurn.js";
import { RawText } from "./rawText.js";
import { TrajectoryBar } from "./trajectoryBar.js";
import { TurnBlock } from "./turnBlock.js";

function lastAnswer(view: RolloutView): { turn: number; start: number } | null {
  const answers = view.turns.flatMap(({ index, parts }) =>
    parts.filter(({ kind }) => kind === "answer").map(({ start }) => ({ turn: index, start })),
  );
  return answers.at(-1) ?? null;
}

/** Where a model thinks and answers in tags, text outside of them is worth a word. */
const hasTags = (view: RolloutView) =>
  view.turns.some(({ parts }) => parts.some(({ kind }) => kind === "think" || kind === "answer"));

/** The keys that move from turn to turn come from the host; here only the browser's own scrolling is stopped. */
function keepFromScrolling(event: KeyboardEvent): void {
  if (event.key === "ArrowUp" || event.key === "ArrowDown") event.preventDefault();
}

/** The rollout's turns, in order. */
export function TrajectoryPane({ view }: { readonly view: RolloutView }) {
  const { t, overlay } = viewContext.use();
  const calls = callsOfTurn(view);
  const [answer, tags] = [lastAnswer(view), hasTags(view)];
  return (
    <section class="trajectory" aria-label={t("trajectory")}>
      <TrajectoryBar view={view} />
      {!view.isUtf8 && (
        <p class="note">
          <Icon name="warn" class="warn" />
          <span>{t("notUtf8")}</span>
        </p>
      )}
      {overlay.value === "raw" ? (
        <RawText />
      ) : (
        <ol class="turns" aria-label={t("trajectory")} onKeyDown={keepFromScrolling}>
          {view.turns.length === 0 && <li class="empty">{t("noTurns")}</li>}
          {view.turns.map((turn, index) => (
            <TurnBlock
              key={`${view.ref.file}:${view.ref.row}:${turn.index}`}
              view={view}
              turn={turn}
              calls={calls}
              lastAnswer={answer}
              hasTags={tags}
              isTabStop={index === 0}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
