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
import { appendDecisions } from "../appendDecisions.js";
import { checkJudge } from "../judge/checkJudge.js";
import { answerOf, answersOf } from "./answersOf.js";
import { dumpRow } from "./dumpRow.js";
import { evaluationDigest, type EvaluationDigest } from "./evaluationDigest.js";
import { failuresOf } from "./failuresOf.js";
import { galleryHtml, type GalleryWords } from "./galleryHtml.js";
import { type PersonDecision, personVerdict } from "./personVerdict.js";
import { type GradesKept, HeldGrades } from "./heldGrades.js";
import { OpenedEvaluations } from "./openedEvaluations.js";
import { ShownTables } from "./shownTables.js";

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
    const state = await this.opened.state(query.folder);
    return state === null ? nothing : answersOf(state, query);
  }

  async answer({ folder, prediction, isBlind }: Parameters<EvaluationDeskApi["answer"]>[0]) {
    const state = await this.opened.state(folder);
    return state === null ? null : answerOf(state, prediction, isBlind);
  }

  async decide({ folder, decision }: Parameters<EvaluationDeskApi["decide"]>[0]): Promise<boolean> {
    const state = await this.opened.state(folder);
    const verdict = state === null ? null : personVerdict(state, decision);
    if (verdict === null) return false;
    await appendDecisions(folder, "verdicts", [verdict]);
    return true;
  }

  async drawCheck({ folder, toolVersion }: Parameters<EvaluationDeskApi["drawCheck"]>[0]): Promise<boolean> {
    const wishes = { judge: null, size: usualCheck, seed: 0, isAnew: false, toolVersion, now: () => Date.now() };
    return (await checkJudge({ folders: [folder], ...wishes })).kind === "checked";
  }

  async failures({ query }: { readonly query: GalleryQuery }): Promise<FailureGallery> {
    const state = await this.opened.state(query.folder);
    return state === null ? { counts: {}, groups: [] } : failuresOf(state, query);
  }

  async gallery({ query, words }: Parameters<EvaluationDeskApi["gallery"]>[0]): Promise<string> {
    return galleryHtml(await this.failures({ query }), words);
  }

  row({ folder, prediction }: Parameters<EvaluationDeskApi["row"]>[0]) {
    return dumpRow(folder, prediction);
  }
}
