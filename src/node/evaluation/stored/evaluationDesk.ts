import { evaluatedRun } from "../../../core/evaluation/tables/evaluatedRun.js";
import { familyOf } from "../../../core/evaluation/familyOf.js";
import { numberedTables } from "../../../core/evaluation/tables/numberedTables.js";
import { resultTable } from "../../../core/evaluation/tables/resultTable.js";
import { kindOfTable, tableNumbers } from "../../../core/evaluation/tables/tableNumber.js";
import type {
  AnswerList,
  AnswerListQuery,
  ShownAnswer,
  ShownFailure,
  ShownTable,
  TableQuery,
} from "../../../protocol/evaluation/evaluationViewApi.js";
import { appendLines } from "../../benchmark/appendLines.js";
import { evaluationPaths } from "../evaluationPaths.js";
import { answerOf, answersOf } from "./answersOf.js";
import { dumpRow } from "./dumpRow.js";
import { evaluationDigest, type EvaluationDigest } from "./evaluationDigest.js";
import { failuresOf } from "./failuresOf.js";
import { galleryHtml, type GalleryWords } from "./galleryHtml.js";
import { type PersonDecision, personVerdict } from "./personVerdict.js";
import { type EvaluationState, StoredEvaluation } from "./storedEvaluation.js";

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
  failures(params: { readonly folder: string }): Promise<readonly ShownFailure[]>;
  /** The same as one HTML file. */
  gallery(params: { readonly folder: string; readonly words: GalleryWords }): Promise<string>;
  /** Where an attempt stands as a rollout. */
  row(params: {
    readonly folder: string;
    readonly prediction: string;
  }): Promise<{ readonly file: string; readonly row: number } | null>;
};

const nothing: AnswerList = { counts: {}, total: 0, answers: [], agreement: null };

function tableOf(states: readonly EvaluationState[], { kind, base, hidden }: TableQuery): ShownTable {
  const shown = states.filter(({ folder }) => !hidden.includes(folder));
  // Copies of a folder have one id: rows are known by their folders.
  const runs = shown.map(({ folder, run, grades, judge }) => ({
    ...evaluatedRun(run, grades, { judge, trainedOn: null }),
    id: folder,
  }));
  const evaluations = states.map(({ folder, run, grades }) => ({
    ...{ folder, name: run.name, isEnded: run.ended !== null },
    ...{ done: grades.length, attempts: run.dataset.questions * run.sampling.n },
  }));
  const options = { base, familyOf: (model: string) => familyOf(model).id };
  const numbers = tableNumbers.filter(number => kindOfTable[number] === kind);
  const [numbered] = numberedTables(runs, { ...options, numbers });
  return { evaluations, table: numbered?.result ?? resultTable(runs, { ...options, kind }) };
}

/** Evaluations that were read once are read on as they grow. */
export class EvaluationDesk implements EvaluationDeskApi {
  private readonly known = new Map<string, StoredEvaluation>();

  async digests({ folders }: { readonly folders: readonly string[] }): Promise<readonly EvaluationDigest[]> {
    for (const folder of this.known.keys()) if (!folders.includes(folder)) this.known.delete(folder);
    return (await this.states(folders)).map(evaluationDigest);
  }

  async table({ folders, query }: { readonly folders: readonly string[]; readonly query: TableQuery }) {
    return tableOf(await this.states(folders), query);
  }

  async answers({ query }: { readonly query: AnswerListQuery }): Promise<AnswerList> {
    const state = await this.stateOf(query.folder);
    return state === null ? nothing : answersOf(state, query);
  }

  async answer({ folder, prediction, isBlind }: Parameters<EvaluationDeskApi["answer"]>[0]) {
    const state = await this.stateOf(folder);
    return state === null ? null : answerOf(state, prediction, isBlind);
  }

  async decide({ folder, decision }: Parameters<EvaluationDeskApi["decide"]>[0]): Promise<boolean> {
    const state = await this.stateOf(folder);
    const verdict = state === null ? null : personVerdict(state, decision);
    if (verdict === null) return false;
    await appendLines(evaluationPaths(folder).verdicts, [verdict]);
    return true;
  }

  async failures({ folder }: { readonly folder: string }): Promise<readonly ShownFailure[]> {
    const state = await this.stateOf(folder);
    return state === null ? [] : failuresOf(state);
  }

  async gallery({ folder, words }: Parameters<EvaluationDeskApi["gallery"]>[0]): Promise<string> {
    return galleryHtml(await this.failures({ folder }), words);
  }

  row({ folder, prediction }: Parameters<EvaluationDeskApi["row"]>[0]) {
    return dumpRow(folder, prediction);
  }

  private async states(folders: readonly string[]): Promise<readonly EvaluationState[]> {
    const states = await Promise.all(folders.map(folder => this.stateOf(folder)));
    return states.filter(state => state !== null);
  }

  private stateOf(folder: string): Promise<EvaluationState | null> {
    const stored = this.known.get(folder) ?? new StoredEvaluation(folder);
    this.known.set(folder, stored);
    return stored.state();
  }
}
