import type { GoldenNode, GoldenTree } from "../remarks/goldenTree.js";
import { goldenRef } from "../remarks/goldenTree.js";
import type { RemarkWriter } from "../remarks/remarkWriter.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type GoldenCommand = "loupe.openGolden" | "loupe.removeGolden";

type Services = CommandServices & { readonly remarks: RemarkWriter; readonly golden: GoldenTree };

/** VS Code hands over the tree's own element, or nothing from the palette. */
const isNode = (argument: unknown): argument is GoldenNode =>
  typeof argument === "object" && argument !== null && "kind" in argument;

/** Commands about entries of the golden list. */
export function goldenCommands(services: Services): CommandHandlers<GoldenCommand> {
  const { panels, worker, remarks, golden } = services;
  const nodeOf = (argument: unknown) => (isNode(argument) ? argument : golden.view.selection[0]);
  return {
    "loupe.openGolden": async argument => {
      const node = nodeOf(argument);
      const ref = node === undefined ? null : goldenRef(node);
      if (ref !== null) await panels.open(ref);
    },
    "loupe.removeGolden": async argument => {
      const node = nodeOf(argument);
      if (node === undefined || node.kind === "step") return;
      const api = await worker.api();
      if (node.kind === "question") remarks.tell(await api.removeGoldenQuestion({ question: node.question }));
      else remarks.tell(await api.removeGone({ gone: { run: node.run, id: node.id, step: node.step } }));
    },
  };
}
