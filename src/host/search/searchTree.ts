import { basename } from "node:path";
import * as vscode from "vscode";
import { countWords } from "../tree/countWords.js";
import { formatCount } from "../tree/formatCount.js";
import { plainTooltip } from "../tree/plainTooltip.js";
import { t } from "../t.js";
import { hitLabel } from "./hitLabel.js";
import type { HitResult, MoreResult, RunResults, SearchResult, SearchResults, StepResults } from "./searchResults.js";
import { placeWords } from "./searchWords.js";

function runItem({ run, steps }: RunResults): vscode.TreeItem {
  const item = new vscode.TreeItem(basename(run), vscode.TreeItemCollapsibleState.Expanded);
  const matches = steps.reduce((sum, step) => sum + step.matches, 0);
  item.description = countWords.matches(matches, t);
  item.tooltip = plainTooltip([run]);
  item.iconPath = new vscode.ThemeIcon("folder");
  return item;
}

function stepItem({ step, phase, file, matches, rollouts }: StepResults): vscode.TreeItem {
  const name =
    step === null ? basename(file) : phase === "validation" ? t("Validation at step {0}", step) : t("Step {0}", step);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.description = t("{0} in {1}", countWords.matches(matches, t), countWords.rollouts(rollouts, t));
  item.tooltip = plainTooltip([file]);
  return item;
}

function hitItem(result: HitResult): vscode.TreeItem {
  const { row, hit } = result;
  const { label, highlight } = hitLabel(hit.excerpt);
  const item = new vscode.TreeItem({ label, highlights: [highlight] });
  const place = placeWords(hit, t);
  item.description = t("row {0} · {1}", row.ref.row, place);
  const { before, match, after } = hit.excerpt;
  item.tooltip = plainTooltip([`${before}${match}${after}`, `${basename(row.ref.file)} · ${item.description}`]);
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  item.contextValue = "searchHit";
  item.command = { command: "loupe.openSearchHit", title: t("Open Match"), arguments: [result] };
  return item;
}

function moreItem({ row }: MoreResult): vscode.TreeItem {
  const left = row.count - row.hits.length;
  const label =
    left === 1
      ? t("1 more match in row {0}", row.ref.row)
      : t("{0} more matches in row {1}", formatCount(left), row.ref.row);
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon("ellipsis");
  return item;
}

/** The list of what a search found: run, step, match. */
export class SearchTree implements vscode.TreeDataProvider<SearchResult>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private shown: SearchResults | null = null;

  get results(): SearchResults | null {
    return this.shown;
  }

  /** Shows these results, or what was added to them. */
  show(results: SearchResults | null): void {
    this.shown = results;
    this.changed.fire(undefined);
  }

  getChildren(element?: SearchResult): SearchResult[] {
    if (element === undefined) return this.shown?.runs ?? [];
    if (element.kind === "run") return element.steps;
    return element.kind === "step" ? element.hits : [];
  }

  getParent(element: SearchResult): SearchResult | undefined {
    return element.kind === "run" ? undefined : element.parent;
  }

  getTreeItem(element: SearchResult): vscode.TreeItem {
    switch (element.kind) {
      case "run":
        return runItem(element);
      case "step":
        return stepItem(element);
      case "hit":
        return hitItem(element);
      case "more":
        return moreItem(element);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}
