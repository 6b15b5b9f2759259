import * as vscode from "vscode";
import { toolNames, type ToolAnswer } from "../../protocol/toolsApi.js";
import type { RunsWorker } from "../runsWorker.js";

/** Extension ids and the schemes of editors are both a part of links. */
const authorityOf = ({ id }: vscode.Extension<unknown>) => ({ scheme: vscode.env.uriScheme, extension: id });

/** Offers the tools to language models of this window. They read what is open here, and nothing else. */
export function registerTools(worker: RunsWorker, extension: vscode.Extension<unknown>): vscode.Disposable {
  let calls = 0;
  const ask = async (name: string, input: object, token: vscode.CancellationToken): Promise<ToolAnswer> => {
    const api = await worker.api();
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const call = ++calls;
    // Where the worker cannot be told any more, the call itself says so.
    const cancel = () => void api.cancelTool({ call }).catch(() => undefined);
    const listener = token.onCancellationRequested(cancel);
    try {
      return await api.callTool({ call, name, input, authority: authorityOf(extension) });
    } finally {
      listener.dispose();
    }
  };
  const registered = toolNames.map(name =>
    vscode.lm.registerTool<object>(name, {
      invoke: async ({ input }, token) => {
        const answer = await ask(name, input, token);
        // VS Code hands the sentence of an error to the model.
        if (answer.kind === "failed") throw new Error(answer.reason);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer.text)]);
      },
    }),
  );
  return vscode.Disposable.from(...registered);
}
