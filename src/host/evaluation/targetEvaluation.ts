import * as vscode from "vscode";
import { t } from "../t.js";
import type { EvaluationServices } from "./evaluationServices.js";

/** The evaluation that a command is about: the one that it is given, the selected one, the only one, or one that is picked. */
export async function targetEvaluation(
  { evaluations, selectedEvaluation }: Pick<EvaluationServices, "evaluations" | "selectedEvaluation">,
  argument: unknown,
): Promise<string | null> {
  const known = await evaluations.all();
  const given = typeof argument === "string" ? argument : selectedEvaluation();
  if (known.some(({ folder }) => folder === given)) return given;
  if (known.length === 1) return known[0]?.folder ?? null;
  const items = known.map(({ folder, name }) => ({ label: name, description: folder, folder }));
  const chosen = await vscode.window.showQuickPick(items, { title: t("Which evaluation?"), matchOnDescription: true });
  return chosen?.folder ?? null;
}
