import type * as vscode from "vscode";
import * as z from "zod";

const manifest = z.looseObject({ version: z.string() }).catch({ version: "" });

/** What files that this product writes are signed with; empty: its manifest says no version. */
export const productVersion = ({ packageJSON }: Pick<vscode.Extension<unknown>, "packageJSON">): string =>
  manifest.parse(packageJSON).version;
