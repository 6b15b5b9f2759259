import { signal, type Signal } from "@preact/signals";
import type {
  AnswerList,
  AnswerListQuery,
  EvaluationHostApi,
  EvaluationInit,
  EvaluationViewState,
  PersonOutcome,
  ShownAnswer,
  FailureGallery,
  GalleryQuery,
  ShownTable,
  TableQuery,
} from "../../src/protocol/evaluation/evaluationViewApi.js";
import type { Client } from "../../src/protocol/rpc.js";
import { filledSentence } from "../../src/protocol/jobs/filledSentence.js";
import { englishResults, type ResultSay } from "../../src/protocol/evaluation/resultSay.js";
import { errorText } from "../errorText.js";
import { evaluationTranslate, type EvaluationTranslate } from "./evaluationTranslate.js";

/** Which of its views of the table is on show. */
export type TableMode = "table" | "chart" | "gallery";

const firstGallery = { outcome: "wrong", most: 6, mostOf: {} } as const;

/** A new value for a signal, unless a later call was made meanwhile. */
class Latest {
  private count = 0;

  async take<Value>(asked: Promise<Value>, into: Signal<Value | null>): Promise<void> {
    const own = ++this.count;
    const value = await asked;
    if (own === this.count) into.value = value;
  }
}

/** Everything that the parts of the tables share. */
export class EvaluationModel {
  readonly t: EvaluationTranslate;
  /** Words of notes, which the command line has as well. */
  readonly say: ResultSay;
  readonly host: Client<EvaluationHostApi>;
  readonly canWrite: Signal<boolean>;
  readonly query: Signal<TableQuery>;
  readonly table = signal<ShownTable | null>(null);
  readonly mode = signal<TableMode>("table");
  readonly showsPaper = signal(true);
  /** Whether the rows are being chosen. */
  readonly showsRows = signal(false);
  readonly listQuery: Signal<AnswerListQuery | null>;
  readonly list = signal<AnswerList | null>(null);
  /** The prediction that is selected. */
  readonly selected: Signal<string | null>;
  readonly answer = signal<ShownAnswer | null>(null);
  /** What the person has written as their reason, for the selected answer. */
  readonly why = signal("");
  readonly failures = signal<FailureGallery | null>(null);
  readonly gallery = signal<GalleryQuery | null>(null);
  /** What happened last, for a screen reader. */
  readonly said = signal("");
  /** A list that was opened from a cell takes the focus when it is there. */
  takesFocus = false;
  private readonly latest = { table: new Latest(), list: new Latest(), answer: new Latest(), failures: new Latest() };

  constructor(host: Client<EvaluationHostApi>, init: EvaluationInit, state: EvaluationViewState) {
    this.host = host;
    this.t = evaluationTranslate(init.strings);
    this.say = (key, ...values) => filledSentence(init.words[key] ?? englishResults(key), values);
    this.canWrite = signal(init.canWrite);
    this.query = signal(state.table);
    this.listQuery = signal(state.list);
    this.selected = signal(state.answer);
  }

  get remembered(): EvaluationViewState {
    return { table: this.query.value, list: this.listQuery.value, answer: this.selected.value };
  }

  /** Owns a promise: logs its failure, and says it. */
  readonly run = (work: Promise<unknown>): void => {
    work
      .catch((error: unknown) => {
        const message = errorText(error);
        this.said.value = message;
        return this.host.log({ level: "error", message: message.slice(0, 2000) });
      })
      .catch(() => undefined); // the channel is closed: nobody is left to be told
  };

  /** Asks again for all that is on show. */
  async reload(): Promise<void> {
    await Promise.all([this.loadTable(), this.loadList(), this.loadAnswer(), this.loadFailures()]);
  }

  changeTable(changes: Partial<TableQuery>): void {
    this.query.value = { ...this.query.value, ...changes };
    this.run(this.loadTable());
  }

  /** Lists the answers of a cell, or other ones of the same cell. Null closes the list. */
  openList(query: AnswerListQuery | null): void {
    const before = this.listQuery.value?.folder ?? null;
    this.listQuery.value = query;
    // An answer of a shard lies in another folder than its row is known by.
    if (query !== null && before !== query.folder) this.select(null);
    this.run(this.loadList());
    if (this.selected.value !== null) this.run(this.loadAnswer());
  }

  select(prediction: string | null): void {
    if (prediction !== this.selected.value) this.why.value = "";
    this.selected.value = prediction;
    this.run(this.loadAnswer());
  }

  /** The next answer of the list, or the one before. */
  step(by: 1 | -1): void {
    const answers = this.list.value?.answers ?? [];
    const at = answers.findIndex(({ prediction }) => prediction === this.selected.value);
    const next = answers[Math.max(0, Math.min(answers.length - 1, at + by))];
    if (next !== undefined) this.select(next.prediction);
  }

  decide(outcome: PersonOutcome | null): void {
    const [shown, query] = [this.answer.value, this.listQuery.value];
    if (shown === null || query === null || !this.canWrite.value) return;
    if (outcome === null && shown.human === null) return;
    this.run(this.decided(query.folder, shown.prediction, outcome));
  }

  /** Draws answers by which the judge is checked, and shows them first. */
  drawCheck(): void {
    const query = this.listQuery.value;
    if (query !== null) this.run(this.host.drawCheck({ folder: query.folder }).then(() => this.loadList()));
  }

  openOnPage(): void {
    const [prediction, query] = [this.selected.value, this.listQuery.value];
    if (prediction !== null && query !== null) this.run(this.host.openOnPage({ folder: query.folder, prediction }));
  }

  /** Shows failures of an evaluation: other ones, or more of a kind. */
  showGallery(changes: Partial<GalleryQuery>): void {
    const folder = this.table.value?.evaluations[0]?.folder ?? null;
    const before = this.gallery.value ?? (folder === null ? null : { ...firstGallery, folder });
    this.gallery.value = before === null ? null : { ...before, ...changes };
    this.run(this.loadFailures());
  }

  exportGallery(): void {
    const query = this.gallery.value;
    if (query !== null) this.run(this.host.exportGallery({ query }));
  }

  private async decided(folder: string, prediction: string, outcome: PersonOutcome | null): Promise<void> {
    await this.host.decide({ folder, prediction, outcome, why: this.why.value.trim() });
    this.why.value = "";
    const word = outcome === null ? this.t("takeBack") : this.t(`verdict_${outcome}`);
    this.said.value = this.t("decided", this.answer.value?.question ?? prediction, word);
    await this.reload();
  }

  private loadTable(): Promise<void> {
    return this.latest.table.take(this.host.table({ query: this.query.value }), this.table);
  }

  private loadList(): Promise<void> {
    const query = this.listQuery.value;
    const asked = query === null ? Promise.resolve(null) : this.host.answers({ query });
    return this.latest.list.take<AnswerList | null>(asked, this.list);
  }

  private loadAnswer(): Promise<void> {
    const [prediction, query] = [this.selected.value, this.listQuery.value];
    const asked =
      prediction === null || query === null
        ? Promise.resolve(null)
        : this.host.answer({ folder: query.folder, prediction, isBlind: query.isBlind });
    return this.latest.answer.take<ShownAnswer | null>(asked, this.answer);
  }

  private loadFailures(): Promise<void> {
    const query = this.gallery.value;
    const asked =
      query === null || this.mode.value !== "gallery" ? Promise.resolve(null) : this.host.failures({ query });
    return this.latest.failures.take<FailureGallery | null>(asked, this.failures);
  }
}
