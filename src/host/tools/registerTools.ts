import * as vscode from "vscode";
import { toolNames } from "../../protocol/toolsApi.js";
import type { RunsWorker } from "../runsWorker.js";

/** Extension ids and the schemes of editors are both a part of links. */
const authorityOf = ({ id }: vscode.Extension<unknown>) => ({ scheme: vscode.env.uriScheme, extension: id });

/** Offers the tools to language models of this window. They read what is open here, and nothing else. */
export function registerTools(worker: RunsWorker, extension: vscode.Extension<unknown>): vscode.Disposable {
  const registered = toolNames.map(name =>
    vscode.lm.registerTool<object>(name, {
      invoke: async ({ input }) => {
        const api = await worker.api();
        const answer = await api.callTool({ name, input, authority: authorityOf(extension) });
        // VS Code hands the sentence of an error to the model.
        if (answer.kind === "failed") throw new Error(answer.reason);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer.text)]);
      },
    }),
  );
  return vscode.Disposable.from(...registered);
}
