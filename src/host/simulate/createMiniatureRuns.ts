import type * as vscode from "vscode";
import { MiniatureRuns } from "./miniatureRuns.js";

/** What trains miniatures on threads of this window. */
export const createMiniatureRuns = (context: vscode.ExtensionContext): MiniatureRuns =>
  new MiniatureRuns({
    script: context.asAbsolutePath("dist/miniatureRunWorker.js"),
    glyphsFile: context.asAbsolutePath("dist/glyphs.json"),
  });
