import { taskKinds, type TaskKind } from "../../src/core/benchmark/taskKinds.js";
import type { ListedEvaluation } from "../../src/protocol/evaluation/evaluationViewApi.js";
import { taskKindName } from "../taskKindName.js";
import { evaluationContext } from "./evaluationContext.js";

function ChosenRow({ folder, name }: ListedEvaluation) {
  const model = evaluationContext.use();
  const { t, query } = model;
  const { hidden, trained } = query.value;
  const kinds = trained[folder] ?? [];
  const show = (isShown: boolean) =>
    model.changeTable({ hidden: isShown ? hidden.filter(one => one !== folder) : [...hidden, folder] });
  const train = (task: TaskKind, isTrained: boolean) => {
    const chosen = taskKinds.filter(one => (one === task ? isTrained : kinds.includes(one)));
    const others = Object.entries(trained).filter(([one]) => one !== folder);
    const next: (readonly [string, readonly TaskKind[]])[] = chosen.length > 0 ? [...others, [folder, chosen]] : others;
    model.changeTable({ trained: Object.fromEntries(next) });
  };
  return (
    <tr>
      <th scope="row" title={folder}>
        {name}
      </th>
      <td>
        <input
          type="checkbox"
          aria-label={t("showRow", name)}
          checked={!hidden.includes(folder)}
          onChange={event => show(event.currentTarget.checked)}
        />
      </td>
      {taskKinds.map(task => (
        <td key={task}>
          <input
            type="checkbox"
            aria-label={t("trainedOn", name, taskKindName(task, t))}
            checked={kinds.includes(task)}
            onChange={event => train(task, event.currentTarget.checked)}
          />
        </td>
      ))}
    </tr>
  );
}

/** Which evaluations are rows, and what their models were trained on, which Table 7 sets apart. */
export function RowChoice() {
  const { t, table } = evaluationContext.use();
  return (
    <section class="rowchoice" aria-label={t("rowsTitle")}>
      <table class="grid">
        <caption class="small dim">{t("rowsTitle")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("model")}</th>
            <th scope="col">{t("rowShown")}</th>
            {taskKinds.map(task => (
              <th key={task} scope="col">
                {taskKindName(task, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.value?.evaluations.map(evaluation => (
            <ChosenRow key={evaluation.folder} {...evaluation} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
