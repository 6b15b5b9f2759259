import type { LinesAction } from "../../src/protocol/lines/linesViewApi.js";
import type { LinesModel } from "./linesModel.js";

function goToFound(model: LinesModel, direction: 1 | -1): void {
  const from = model.selected.value ?? model.top.value - direction;
  const row = model.search.from(from, direction);
  if (row !== null) model.select(row);
}

/** Carries out what a key, a command or a button asks of the rows. */
export function actOnRows(model: LinesModel, action: LinesAction): void {
  const { host, selected, state, cache } = model;
  const row = selected.value;
  switch (action) {
    case "find":
      model.wantsFind.value++;
      return;
    case "goTo":
      model.wantsGoTo.value++;
      return;
    case "findNext":
      goToFound(model, 1);
      return;
    case "findPrevious":
      goToFound(model, -1);
      return;
    case "copyRow":
      if (row !== null) model.run(host.copyRow({ generation: state.value?.generation ?? 0, row }));
      return;
    case "openRollout": {
      const line = row === null ? null : cache.get(row);
      if (line !== null) model.run(host.openRollout({ offset: line.offset }));
      return;
    }
  }
}
