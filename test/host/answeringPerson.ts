import * as vscode from "vscode";

/** What a person types and picks; VS Code shows no modal question while it is tested. */
export interface Answers {
  /** By the beginning of the prompt of an input box; null takes what the box offers, and a box that nobody expects is given up. */
  readonly typed: Readonly<Record<string, string | null>>;
  /** What is chosen of the buttons of a question; null: it is closed. */
  readonly chosen: string | null;
  /** What is chosen after that. */
  readonly then?: string;
  /** By the beginning of a list's title or placeholder what is picked, by its label's beginning; else the first item. */
  readonly picked?: Readonly<Record<string, string>>;
}

/** What a person was asked and told. */
export interface Person {
  readonly boxes: vscode.InputBoxOptions[];
  readonly warnings: string[];
  /** Of the warnings, as JSON. */
  readonly details: string[];
  readonly told: string[];
  /** VS Code asks again as it did. */
  leave(): void;
}

const labelOf = (item: vscode.QuickPickItem | string): string => (typeof item === "string" ? item : item.label);
const begunBy = (texts: readonly (string | undefined)[], start: string) =>
  texts.some(text => text?.startsWith(start) === true);

type Items = readonly (vscode.QuickPickItem | string)[];

function pick(items: Items, options: vscode.QuickPickOptions, picked: Answers["picked"]) {
  if (options.canPickMany === true) return items.filter(item => typeof item !== "string" && item.picked === true);
  const wish = Object.entries(picked ?? {}).find(([start]) => begunBy([options.title, options.placeHolder], start));
  return wish === undefined ? items[0] : items.find(item => labelOf(item).startsWith(wish[1]));
}

/** Puts a person before VS Code's questions. */
export function answeringPerson({ typed, chosen, then, picked }: Answers): Person {
  const { showInputBox, showQuickPick, showWarningMessage, showInformationMessage, showErrorMessage } = vscode.window;
  const [boxes, warnings, details, told]: [vscode.InputBoxOptions[], string[], string[], string[]] = [[], [], [], []];
  const tell = (sentence: string) => {
    told.push(sentence);
    return Promise.resolve(undefined);
  };
  Object.assign(vscode.window, {
    showInputBox: (options: vscode.InputBoxOptions) => {
      boxes.push(options);
      const found = Object.entries(typed).find(([start]) => begunBy([options.prompt], start));
      return Promise.resolve(found === undefined ? undefined : (found[1] ?? options.value ?? ""));
    },
    showQuickPick: (items: Items, options: vscode.QuickPickOptions) => Promise.resolve(pick(items, options, picked)),
    showWarningMessage: (...question: unknown[]) => {
      const wanted = warnings.length === 0 ? chosen : (then ?? chosen);
      warnings.push(String(question[0]));
      details.push(JSON.stringify(question[1]));
      return Promise.resolve(question.find(button => button === wanted));
    },
    showInformationMessage: tell,
    showErrorMessage: tell,
  });
  const leave = () => {
    Object.assign(vscode.window, { showInputBox, showQuickPick, showWarningMessage });
    Object.assign(vscode.window, { showInformationMessage, showErrorMessage });
  };
  return { boxes, warnings, details, told, leave };
}
