import * as vscode from "vscode";
import type { Contributed } from "./contributed.js";
import { hasOwnTabs } from "./isNeeded.js";
import { tellFailure } from "./tellFailure.js";

/** Loads the product, which takes the places of the stand-ins. */
type Wake = () => Promise<void>;

/**
 * Stands in for everything that VS Code may ask the product for, until it does: then the product is loaded and asked in
 * their stead. Editors that VS Code brings back wait for the product by themselves.
 */
export function standIns(contributions: Contributed, wake: Wake): vscode.Disposable {
  const { commands, tasks, tools, languages } = contributions;
  const isOurs = ({ uri, languageId }: vscode.TextDocument) =>
    uri.scheme.startsWith("loupe") || languages.includes(languageId);
  const wakeIf = (holds: boolean) => {
    if (holds) wake().catch(tellFailure);
  };
  wakeIf(vscode.workspace.textDocuments.some(isOurs));
  return vscode.Disposable.from(
    ...commands.map(id =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        await wake();
        const answer: unknown = await vscode.commands.executeCommand(id, ...args);
        return answer;
      }),
    ),
    ...tasks.map(type => vscode.tasks.registerTaskProvider(type, noTasks(wake))),
    ...tools.map(name => vscode.lm.registerTool(name, laterTool(name, wake))),
    vscode.window.registerUriHandler({
      handleUri: async uri => {
        await wake();
        // By its command: given back to VS Code it would be asked about again, and may come to another window. Links hold
        // nothing that has to be encoded (linkText.ts), and the reader takes no encoding away.
        await vscode.commands.executeCommand("loupe.openLink", uri.toString(true));
      },
    }),
    vscode.window.tabGroups.onDidChangeTabs(() => wakeIf(hasOwnTabs())),
    vscode.workspace.onDidOpenTextDocument(document => wakeIf(isOurs(document))),
  );
}

/** Tasks are of jobs that are remembered: where there is one the product is loaded at the start, and here is none to give. */
const noTasks = (wake: Wake): vscode.TaskProvider => ({
  provideTasks: () => wake().then(() => []),
  resolveTask: () => wake().then(() => undefined),
});

const laterTool = (name: string, wake: Wake): vscode.LanguageModelTool<object> => ({
  invoke: async (options, token) => {
    await wake();
    return vscode.lm.invokeTool(name, options, token);
  },
});
