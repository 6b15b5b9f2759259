import * as vscode from "vscode";
import * as z from "zod";

/** Under which name a person reviews what is in a folder, as the settings say; empty: they say none. */
export const reviewerSetting = (folder: string): string =>
  z
    .string()
    .catch("")
    .parse(vscode.workspace.getConfiguration("loupe.review", vscode.Uri.file(folder)).get("reviewer"));
