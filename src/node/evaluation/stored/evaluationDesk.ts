import type {
  AnswerList,
  AnswerListQuery,
  FailureGallery,
  GalleryQuery,
  ShownAnswer,
  ShownTable,
  TableQuery,
} from "../../../protocol/evaluation/evaluationViewApi.js";
import { usualCheck } from "../../../core/evaluation/judge/stratifiedCheck.js";
import { areSameParts } from "../../../core/evaluation/tables/areSameParts.js";
import { appendDecisions } from "../appendDecisions.js";
import { checkJudge } from "../judge/checkJudge.js";
import { answerOf, answersOf } from "./answersOf.js";
import { dumpRow } from "./dumpRow.js";
import { evaluationDigest, type EvaluationDigest } from "./evaluationDigest.js";
import { failuresOf } from "./failuresOf.js";
import { galleryHtml, type GalleryWords } from "./galleryHtml.js";
import { type PersonDecision, personVerdict } from "./personVerdict.js";
import { type GradesKept, HeldGrades } from "./heldGrades.js";
import { joinedState } from "./joinedState.js";
import { OpenedEvaluations } from "./openedEvaluations.js";
import { ShownTables } from "./shownTables.js";
import type { EvaluationState } from "./storedEvaluation.js";

/** What the window asks of stored evaluations. Folders that are no evaluations are passed over. */
export type EvaluationDeskApi = {
  digests(params: { readonly folders: readonly string[] }): Promise<readonly EvaluationDigest[]>;
  table(params: { readonly folders: readonly string[]; readonly query: TableQuery }): Promise<ShownTable>;
  answers(params: { readonly query: AnswerListQuery }): Promise<AnswerList>;
  answer(params: {
    readonly folder: string;
    readonly prediction: string;
    readonly isBlind: boolean;
  }): Promise<ShownAnswer | null>;
  /** False: there is no such answer, or nothing to be taken back. */
  decide(params: { readonly folder: string; readonly decision: PersonDecision }): Promise<boolean>;
  /** False: no judge has decided anything, or the list cannot be drawn. */
  drawCheck(params: { readonly folder: string; readonly toolVersion: string }): Promise<boolean>;
  failures(params: { readonly query: GalleryQuery }): Promise<FailureGallery>;
  /** The same as one HTML file. */
  gallery(params: { readonly query: GalleryQuery; readonly words: GalleryWords }): Promise<string>;
  /** Where an attempt stands as a rollout. */
  row(params: {
    readonly folder: string;
    readonly prediction: string;
  }): Promise<{ readonly file: string; readonly row: number } | null>;
};

const nothing: AnswerList = {
  counts: {},
  total: 0,
  answers: [],
  agreement: null,
  raters: [],
  check: null,
  canDraw: false,
};

/**
 * Tables are made of grades alone, which are held for all evaluations; whole answers are read for those that are looked at,
 * and read on as they grow.
 */
export class EvaluationDesk implements EvaluationDeskApi {
  private readonly opened = new OpenedEvaluations();
  private readonly grades: HeldGrades;
  private readonly tables = new ShownTables();
  private joined: { readonly parts: readonly EvaluationState[]; readonly state: EvaluationState | null } = {
    ...{ parts: [], state: null },
  };

  constructor(kept: GradesKept = { store: null, script: null }) {
    this.grades = new HeldGrades(this.opened, kept);
  }

  async digests({ folders }: { readonly folders: readonly string[] }): Promise<readonly EvaluationDigest[]> {
    this.opened.keep(folders);
    this.grades.keep(folders);
    return (await this.grades.of(folders)).map(evaluationDigest);
  }

  async table({ folders, query }: { readonly folders: readonly string[]; readonly query: TableQuery }) {
    return this.tables.of(await this.grades.of(folders), query);
  }

  async answers({ query }: { readonly query: AnswerListQuery }): Promise<AnswerList> {
    const state = await this.rowOf(query.folder);
    return state === null ? nothing : answersOf(state, query);
  }

  async answer({ folder, prediction, isBlind }: Parameters<EvaluationDeskApi["answer"]>[0]) {
    const state = await this.partOf(folder, prediction);
    return state === null ? null : answerOf(state, prediction, isBlind);
  }

  async decide({ folder, decision }: Parameters<EvaluationDeskApi["decide"]>[0]): Promise<boolean> {
    const state = await this.partOf(folder, decision.prediction);
    const verdict = state === null ? null : personVerdict(state, decision);
    if (state === null || verdict === null) return false;
    await appendDecisions(state.folder, "verdicts", [verdict]);
    return true;
  }

  async drawCheck({ folder, toolVersion }: Parameters<EvaluationDeskApi["drawCheck"]>[0]): Promise<boolean> {
    const wishes = { judge: null, size: usualCheck, seed: 0, isAnew: false, toolVersion, now: () => Date.now() };
    return (await checkJudge({ folders: this.tables.foldersOf(folder), ...wishes })).kind === "checked";
  }

  async failures({ query }: { readonly query: GalleryQuery }): Promise<FailureGallery> {
    const state = await this.rowOf(query.folder);
    return state === null ? { counts: {}, groups: [] } : failuresOf(state, query);
  }

  async gallery({ query, words }: Parameters<EvaluationDeskApi["gallery"]>[0]): Promise<string> {
    return galleryHtml(await this.failures({ query }), words);
  }

  async row({ folder, prediction }: Parameters<EvaluationDeskApi["row"]>[0]) {
    const state = await this.partOf(folder, prediction);
    return state === null ? null : dumpRow(state.folder, prediction);
  }

  /** The evaluation of a row, shards of one together. The same states give the same one: what is known of it is kept. */
  private async rowOf(folder: string): Promise<EvaluationState | null> {
    const parts = await this.partsOf(folder);
    if (!areSameParts(parts, this.joined.parts)) this.joined = { parts, state: joinedState(parts) };
    return this.joined.state;
  }

  /** The part of a row that has an answer. */
  private async partOf(folder: string, prediction: string): Promise<EvaluationState | null> {
    const parts = await this.partsOf(folder);
    return parts.find(({ predictions }) => predictions.has(prediction)) ?? parts[0] ?? null;
  }

  private async partsOf(folder: string): Promise<readonly EvaluationState[]> {
    const states = await Promise.all(this.tables.foldersOf(folder).map(part => this.opened.state(part)));
    return states.filter(state => state !== null);
  }
}
