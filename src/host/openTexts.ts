import type * as vscode from "vscode";
import { TextFiles, type TextOf } from "./textFiles.js";

/** Read-only documents of a scheme: one that the window has already, which then shows what `textOf` gives, or a new one. */
export type OpenTexts = (scheme: string, textOf: TextOf) => Pick<vscode.Disposable, "dispose">;

/** Makes such documents. */
export const openTexts: OpenTexts = (scheme, textOf) => new TextFiles(scheme, textOf);
