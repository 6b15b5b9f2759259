import * as vscode from "vscode";
import { createMatcher } from "../../core/search/createMatcher.js";
import { longestSearch, type SearchQuery } from "../../core/search/searchQuery.js";
import { t } from "../t.js";

type Flag = "isCaseSensitive" | "isWholeWord" | "isRegex";

const flags: readonly { readonly flag: Flag; readonly icon: string; readonly name: () => string }[] = [
  { flag: "isCaseSensitive", icon: "case-sensitive", name: () => t("Match case") },
  { flag: "isWholeWord", icon: "whole-word", name: () => t("Whole words") },
  { flag: "isRegex", icon: "regex", name: () => t("Regular expression") },
];

const emptyQuery: SearchQuery = { text: "", isCaseSensitive: false, isWholeWord: false, isRegex: false, place: "all" };

/** What is wrong with a query, in a sentence; null: nothing. */
function problemOf(query: SearchQuery): string | null {
  if (query.text.length > longestSearch) return t("The text is longer than {0} characters.", longestSearch);
  const matcher = createMatcher(query);
  return matcher.kind === "matcher" ? null : t("This is no regular expression: {0}", matcher.reason);
}

/** The input and what it asks for: its buttons switch options, which its prompt tells. */
class SearchInput {
  readonly input = vscode.window.createInputBox();
  query: SearchQuery;
  private buttons: readonly { readonly flag: Flag; readonly button: vscode.QuickInputButton }[] = [];

  constructor(before: SearchQuery | null) {
    this.query = before ?? emptyQuery;
    const { input } = this;
    input.title = t("Search Trajectories");
    input.placeholder = t("Text in prompts, responses and answers");
    input.value = this.query.text;
    input.onDidChangeValue(text => this.change({ text }));
    input.onDidTriggerButton(button => {
      const found = this.buttons.find(one => one.button === button);
      if (found !== undefined) this.change({ [found.flag]: !this.query[found.flag] });
    });
    this.change({});
  }

  private change(more: Partial<SearchQuery>): void {
    this.query = { ...this.query, ...more };
    const { input, query } = this;
    const on = flags.filter(({ flag }) => query[flag]).map(({ name }) => name());
    input.prompt = on.length === 0 ? t("Upper and lower case are the same.") : on.join(" · ");
    this.buttons = flags.map(({ flag, icon, name }) => ({
      flag,
      button: {
        iconPath: new vscode.ThemeIcon(icon, query[flag] ? new vscode.ThemeColor("textLink.foreground") : undefined),
        tooltip: query[flag] ? t("{0} (on)", name()) : t("{0} (off)", name()),
      },
    }));
    input.buttons = this.buttons.map(({ button }) => button);
    input.validationMessage = problemOf(query) ?? undefined;
  }
}

/** Asks what to search for; undefined: the person thought better of it. */
export function askSearch(before: SearchQuery | null): Promise<SearchQuery | undefined> {
  const asked = new SearchInput(before);
  const { input } = asked;
  return new Promise(resolve => {
    input.onDidAccept(() => {
      if (asked.query.text === "" || problemOf(asked.query) !== null) return;
      resolve(asked.query);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
