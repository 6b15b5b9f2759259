import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { PageCorrection } from "../../core/benchmark/pageCorrection.js";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import { pageDoubts } from "../../core/benchmark/statistics/pageDoubts.js";
import { appendCorrection } from "../../node/benchmark/appendCorrection.js";
import { benchmarkPaths } from "../../node/benchmark/benchmarkPaths.js";
import { readEffectivePages } from "../../node/benchmark/readEffectivePages.js";
import { recordFiles } from "../../node/benchmark/recordFiles.js";
import { reviewerName } from "../../node/benchmark/reviewerName.js";
import {
  orderActionSchema,
  type BenchmarkAction,
  type ShownPageOrder,
} from "../../protocol/benchmark/benchmarkViewApi.js";
import { t } from "../t.js";
import type { BenchmarkFolders } from "./benchmarkFolders.js";
import type { BenchmarkSubject, ToUri } from "./benchmarkSubject.js";
import { reviewerSetting } from "./reviewerSetting.js";
import { shownPage } from "./shownPage.js";

const mostRoots = 200;

/** The reading order of a benchmark's pages, one on show, and what a person puts right in it. */
export class PageOrderSubject implements BenchmarkSubject {
  readonly folder: string;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private page: string | null;
  private pages: readonly PageRecord[] = [];
  private readonly fileOf: (path: string) => string;
  private readonly subscription: vscode.Disposable;

  /** `page`: the one that is shown first; null: the first that should be looked at. */
  constructor(folder: string, page: string | null, folders: BenchmarkFolders) {
    this.folder = folder;
    this.page = page;
    this.fileOf = recordFiles(folder);
    this.subscription = folders.onDidChange(() => this.changed.fire());
  }

  get title(): string {
    return t("Reading Order: {0}", basename(this.folder));
  }

  /** The benchmark's own folder and those that are opened, and in a trusted workspace those that its pages lie in. */
  get roots(): readonly string[] {
    const opened = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
    const own = [this.folder, ...opened.map(({ uri }) => uri.fsPath)];
    if (!vscode.workspace.isTrusted) return own;
    const folders = this.pages.map(page => dirname(this.pathOf(page)));
    return [...new Set([...own, ...folders])].slice(0, mostRoots);
  }

  show(page: string): void {
    this.page = page;
    this.changed.fire();
  }

  async shown(toUri: ToUri): Promise<ShownPageOrder> {
    const read = await readEffectivePages(benchmarkPaths(this.folder));
    this.pages = read.kind === "read" ? read.records : [];
    const page = this.current();
    this.page = page?.id ?? this.page;
    const { isTrusted } = vscode.workspace;
    return {
      ...{ kind: "order", isTrusted },
      problem: page === null ? t("There are no pages yet: import annotated comics first.") : null,
      page: page && (await shownPage(page, this.pathOf(page), this.roots, toUri)),
      pages: this.pages.map(one => ({
        ...{ id: one.id, fileName: one.source.file_name, isDoubtful: pageDoubts(one).length > 0 },
      })),
    };
  }

  async act(asked: BenchmarkAction): Promise<void> {
    const action = orderActionSchema.parse(asked);
    switch (action.kind) {
      case "showPage":
        this.show(action.page);
        return;
      case "setOrder":
        await this.correct(action.page, { what: "order", panels: action.panels });
        return;
      case "setText":
        await this.correct(action.page, { what: "text", bubble: action.bubble, text: action.text });
        return;
      default: {
        const never: never = action;
        return never;
      }
    }
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private current(): PageRecord | null {
    const known = this.pages.find(({ id }) => id === this.page);
    return known ?? this.pages.find(page => pageDoubts(page).length > 0) ?? this.pages[0] ?? null;
  }

  private pathOf({ image }: PageRecord): string {
    return this.fileOf(image.path);
  }

  /** Keeps a correction of a page that is there; ids that it does not have are refused. */
  private async correct(id: string, correction: PageCorrection["correction"]): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Error("nothing is written into a folder that nobody trusts");
    const page = this.pages.find(one => one.id === id);
    if (page === undefined || !fits(page, correction)) throw new Error(`the correction does not fit the page ${id}`);
    const by = await reviewerName(reviewerSetting(this.folder), this.folder);
    await appendCorrection(this.folder, id, by, correction);
    this.changed.fire();
  }
}

function fits(page: PageRecord, correction: PageCorrection["correction"]): boolean {
  if (correction.what === "text") return page.bubbles.some(({ id }) => id === correction.bubble);
  if (correction.panels === null) return true;
  const named = new Set(correction.panels);
  return named.size === page.panels.length && page.panels.every(({ id }) => named.has(id));
}
