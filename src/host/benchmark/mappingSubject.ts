import { dirname } from "node:path";
import * as vscode from "vscode";
import { emptyMapping, type AnnotationMapping } from "../../core/benchmark/annotationMapping.js";
import { readMapping } from "../../core/benchmark/import/readMapping.js";
import { editMapping, type MappingEdit } from "../../core/benchmark/survey/editMapping.js";
import type { Survey } from "../../node/benchmark/surveySources.js";
import {
  mappingActionSchema,
  type BenchmarkAction,
  type ShownMapping,
} from "../../protocol/benchmark/benchmarkViewApi.js";
import { t } from "../t.js";
import type { BenchmarkSources } from "./benchmarkSources.js";
import type { BenchmarkSubject, ToUri } from "./benchmarkSubject.js";
import type { BenchmarkThread } from "./benchmarkThread.js";
import { mappingParts } from "./mappingParts.js";

interface Services {
  readonly sources: BenchmarkSources;
  readonly thread: BenchmarkThread;
}

type SurveyState = Survey | "none" | "reading" | { readonly kind: "failed"; readonly reason: string };

type ReadText =
  { readonly kind: "read"; readonly mapping: AnnotationMapping } | { readonly kind: "bad"; readonly reason: string };

function readText(text: string): ReadText {
  if (text.trim() === "") return { kind: "read", mapping: emptyMapping };
  try {
    return readMapping(JSON.parse(text));
  } catch (error) {
    return { kind: "bad", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The mapping in a text document, which is the truth, with a survey of the annotations that it is for. */
export class MappingSubject implements BenchmarkSubject {
  readonly folder: string;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private survey: SurveyState = "none";
  private surveyed: readonly string[] = [];
  private readonly document: vscode.TextDocument;
  private readonly services: Services;
  private readonly subscriptions: vscode.Disposable;

  constructor(document: vscode.TextDocument, services: Services) {
    this.document = document;
    this.services = services;
    this.folder = dirname(document.uri.fsPath);
    const ofDocument = (other: vscode.TextDocument) => {
      if (other === document) this.changed.fire();
    };
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(event => ofDocument(event.document)),
      vscode.workspace.onDidSaveTextDocument(ofDocument),
    );
  }

  /** VS Code names the editor by its file. */
  readonly title = "mapping.json";

  get roots(): readonly string[] {
    if (!vscode.workspace.isTrusted || typeof this.survey === "string" || this.survey.kind !== "surveyed") return [];
    const { examples, depths } = this.survey;
    const paths = [...Object.values(examples), ...(depths === null ? [] : [depths])].map(({ path }) => dirname(path));
    return [...new Set(paths)];
  }

  shown(toUri: ToUri): Promise<ShownMapping> {
    this.look();
    const read = readText(this.document.getText());
    const { survey } = this;
    const isSurveyed = typeof survey !== "string" && survey.kind === "surveyed";
    const mapping = read.kind === "read" ? read.mapping : emptyMapping;
    return Promise.resolve({
      ...{ kind: "mapping", name: vscode.workspace.asRelativePath(this.document.uri) },
      ...{ isTrusted: vscode.workspace.isTrusted, isDirty: this.document.isDirty },
      problem: read.kind === "read" ? null : read.reason,
      sources: this.services.sources.forMapping(this.folder).map(path => vscode.workspace.asRelativePath(path)),
      survey: isSurveyed ? "read" : survey === "none" || survey === "reading" ? survey : "failed",
      failure: failureOf(survey),
      ...mappingParts(mapping, isSurveyed ? survey : null, toUri, english => vscode.l10n.t(english)),
      larger: mapping.depth.larger,
    });
  }

  async act(asked: BenchmarkAction): Promise<void> {
    const action = mappingActionSchema.parse(asked);
    switch (action.kind) {
      case "setRole":
        return this.edit([{ part: "categories", name: action.name, value: action.role }]);
      case "setMeaning":
        return this.edit([{ part: "attributes", name: action.name, value: action.meaning }]);
      case "setDepth":
        return this.edit([{ part: "depth", larger: action.larger }]);
      case "applySuggestion":
        return this.edit(this.suggested());
      case "chooseSources":
        return this.chooseSources();
      case "saveMapping":
        await this.document.save();
        return;
      case "importNow":
        return this.importNow();
      case "openText":
        await vscode.commands.executeCommand("vscode.openWith", this.document.uri, "default", vscode.ViewColumn.Beside);
        return;
      default: {
        const never: never = action;
        return never;
      }
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.changed.dispose();
  }

  private suggested(): readonly MappingEdit[] {
    const { survey } = this;
    if (typeof survey === "string" || survey.kind !== "surveyed") return [];
    const { mapping } = survey.suggestion;
    const of = (part: "categories" | "attributes") =>
      Object.entries(mapping[part]).map(([name, value]): MappingEdit => ({ part, name, value }));
    return [...of("categories"), ...of("attributes")];
  }

  private async edit(edits: readonly MappingEdit[]): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Error("nothing is written into a folder that nobody trusts");
    const before = this.document.getText();
    const after = editMapping(before, edits);
    if (after === before) return;
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(this.document.positionAt(0), this.document.positionAt(before.length));
    edit.replace(this.document.uri, all, after);
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error("the mapping did not take the change");
  }

  private async chooseSources(): Promise<void> {
    const chosen = await vscode.window.showOpenDialog({
      title: t("Annotated comics: the folder of a set, or its annotation files"),
      ...{ canSelectFolders: true, canSelectFiles: true, canSelectMany: true },
      defaultUri: vscode.Uri.file(this.folder),
    });
    if (chosen === undefined) return;
    await this.services.sources.offer(
      this.folder,
      chosen.map(({ fsPath }) => fsPath),
    );
    this.changed.fire();
  }

  /** What is imported is what the file says. */
  private async importNow(): Promise<void> {
    if (this.document.isDirty) await this.document.save();
    const sources = this.services.sources.forMapping(this.folder);
    await vscode.commands.executeCommand("loupe.importAnnotated", { sources, folder: this.folder });
  }

  /** Looks through the annotations once they are known, and again when others are named. */
  private look(): void {
    const sources = this.services.sources.forMapping(this.folder);
    if (!vscode.workspace.isTrusted || sources.length === 0 || sources.join("\n") === this.surveyed.join("\n")) return;
    this.surveyed = sources;
    this.survey = "reading";
    this.services.thread
      .quietly(client => client.survey({ sources, out: this.folder }))
      .catch((error: unknown) => ({ kind: "failed" as const, reason: String(error) }))
      .then(survey => {
        if (this.surveyed !== sources) return;
        this.survey = survey;
        this.changed.fire();
      })
      .catch(() => undefined); // the view was closed meanwhile
  }
}

function failureOf(survey: SurveyState): string | null {
  if (typeof survey === "string") return null;
  switch (survey.kind) {
    case "surveyed":
    case "aborted":
      return null;
    case "no-mapping-needed":
      return t("They say by their form what is what, and need no mapping.");
    case "bad-source":
      return t("{0} cannot be read: {1}", survey.path, survey.reason);
    case "failed":
      return survey.reason;
    default: {
      const never: never = survey;
      return never;
    }
  }
}
