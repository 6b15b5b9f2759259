import * as vscode from "vscode";
import { coordinateSpaces, type CoordinateSpace } from "../core/page/coordinateSpace.js";
import { spaceWords } from "./spaceWords.js";
import { t } from "./t.js";

type Choice = vscode.QuickPickItem & { readonly space: CoordinateSpace | null };

/** Asks for a run's coordinate space; null stands for guessing, undefined for no choice made. */
export async function pickSpace(current: CoordinateSpace | null): Promise<CoordinateSpace | null | undefined> {
  const guess: Choice = { label: t("Guess"), description: t("per call, shown with its reason"), space: null };
  const spaces = coordinateSpaces.map((space): Choice => {
    const { name, detail } = spaceWords(space, t);
    return { label: name, description: detail, space };
  });
  const choices = [guess, ...spaces].map(choice =>
    choice.space === current ? { ...choice, detail: t("in use") } : choice,
  );
  const chosen = await vscode.window.showQuickPick(choices, {
    title: t("Coordinate space of the run's boxes"),
    placeHolder: t("What do the numbers of a requested box count?"),
  });
  return chosen?.space;
}
