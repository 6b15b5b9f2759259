import type { CompareScope } from "../../src/protocol/reward/compareViewApi.js";
import type { CompareModel } from "./compareModel.js";

/** Puts other sides next to each other. The question stays, if they have it; what was picked of the old ones does not. */
export function showScope(model: CompareModel, scope: CompareScope): void {
  model.scope.value = scope;
  model.cell.value = null;
  model.taskKind.value = null;
}
