import * as vscode from "vscode";
import { t } from "../t.js";
import type { TextProblem } from "./readTexts.js";

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  readonly problem: TextProblem;
  /** What was used before, the latest first. */
  readonly history: readonly string[];
  /** Leads on to the form; null: there is none. */
  readonly build: (() => void) | null;
}

const historyButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon("history"),
  tooltip: t("Used before"),
});
const buildButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon("list-unordered"),
  tooltip: t("Build it from a form"),
});

/** Asks for an expression, and says while it is typed why it is none. Undefined when nothing was chosen; "" clears. */
export function askExpression(question: Question): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  const { title, prompt, placeholder, value, problem, history, build } = question;
  Object.assign(box, { title, prompt, placeholder, value, ignoreFocusOut: true });
  const [past, form] = [historyButton(), buildButton()];
  box.buttons = [...(history.length === 0 ? [] : [past]), ...(build === null ? [] : [form])];
  const check = () => {
    box.validationMessage = problem(box.value) ?? "";
    return box.validationMessage === "";
  };
  box.onDidChangeValue(check);
  return new Promise((resolve, reject) => {
    // What opens next takes the place of this box, which is hidden by it and must not answer for it.
    let isLedOn = false;
    box.onDidAccept(() => {
      if (!check()) return;
      resolve(box.value.trim());
      box.hide();
    });
    box.onDidTriggerButton(button => {
      isLedOn = true;
      if (button === past) pickPast(question).then(resolve, reject);
      else {
        resolve(undefined);
        build?.();
      }
    });
    box.onDidHide(() => {
      if (!isLedOn) resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

async function pickPast(question: Question): Promise<string | undefined> {
  const items = question.history.map(label => ({ label }));
  const chosen = await vscode.window.showQuickPick(items, { title: question.title, placeHolder: t("Used before") });
  return chosen?.label;
}
