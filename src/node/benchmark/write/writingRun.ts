import { readFile } from "node:fs/promises";
import { promptSha } from "../../../core/benchmark/prompts/promptSha.js";
import { sha256 } from "../../../core/benchmark/sha256.js";
import type { Writing } from "../../../core/benchmark/writing.js";
import { noWritings } from "../../../core/benchmark/writingsOf.js";
import type { ChatClient } from "../../endpoint/chatClient.js";
import { type ChatFailure, isGeneral, isPassing } from "../../endpoint/chatFailure.js";
import { appendReviewLine } from "../appendReviewLine.js";
import { openPage } from "../openPage.js";
import type { PageFailure, PageImage } from "../pageImage.js";
import { askWriting, type AskedWriting, type Written } from "./askWriting.js";
import { cropPart } from "./cropPart.js";
import type { PlannedPage, WritingBase, WritingWishes } from "./writePlan.js";
import { WriteTally } from "./writeTally.js";
import { type WritingItem, writingKey } from "./writingItem.js";
import { WritingPlaces } from "./writingPlaces.js";

/** So many failures one after another, with nothing written between them, are the endpoint's and not the questions'. */
const mostInRow = 5;

/** Why a run ended before everything was asked. */
export type WriteStop = "limit" | "cancelled" | "failing" | "out-of-retries";

export interface FailedPage {
  readonly page: string;
  readonly failure: PageFailure;
}

const outside = ({ page }: PlannedPage, { id }: WritingItem): FailedPage => ({
  ...{ page: page.id, failure: { kind: "failed", code: "wrong-size", detail: id } },
});

export interface WritingRunOptions {
  readonly base: WritingBase;
  readonly wishes: WritingWishes;
  readonly client: ChatClient;
  /** `writings.jsonl`. */
  readonly file: string;
  /** Things to be asked at most. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onDone: (done: number) => void;
}

/** One run: asks what a plan has, writes each thing down as it comes, and stops where going on makes no sense. */
export class WritingRun {
  readonly tally = new WriteTally();
  readonly #options: WritingRunOptions;
  readonly #halt = new AbortController();
  readonly #signal: AbortSignal;
  readonly #failedPages: FailedPage[] = [];
  readonly #places: WritingPlaces;
  #done = 0;
  #failed = 0;
  #failuresInRow = 0;
  #stop: WriteStop | null = null;

  constructor(options: WritingRunOptions) {
    this.#options = options;
    this.#places = new WritingPlaces(options.limit);
    this.#signal = AbortSignal.any([options.signal, this.#halt.signal]);
  }

  /** Null: everything was asked. An endpoint of which nothing came but failures fails, however few they were. */
  get stop(): WriteStop | null {
    if (this.#options.signal.aborted) return "cancelled";
    const isInVain = this.#failed > 0 && this.#failed === this.#done;
    return isInVain && (this.#stop === null || this.#stop === "limit") ? "failing" : this.#stop;
  }

  /** Pages that could not be drawn. */
  get failedPages(): readonly FailedPage[] {
    return this.#failedPages;
  }

  /** Asks everything of one page. Throws when a writing cannot be written down. */
  async page(planned: PlannedPage): Promise<void> {
    if (this.#isOver()) return;
    const opened = await this.#open(planned);
    if (opened.kind === "failed") {
      // Reading was ended, and nothing is wrong with the page.
      if (this.#isOver()) return;
      this.#failedPages.push({ page: planned.page.id, failure: opened });
      return;
    }
    const panels = new Map<string, WritingItem[]>();
    for (const item of planned.items) panels.set(item.id, [...(panels.get(item.id) ?? []), item]);
    await Promise.all([...panels.values()].map(items => this.#part(planned, opened.page, items)));
  }

  async #open({ page, file }: PlannedPage): Promise<Awaited<ReturnType<typeof openPage>>> {
    try {
      return await openPage(await readFile(file, { signal: this.#signal }), page.image);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { kind: "failed", code: "missing-image", detail };
    }
  }

  /** One panel or balloon: what is asked of it one after another, since questions are about the caption. */
  async #part(planned: PlannedPage, image: PageImage, items: readonly WritingItem[]): Promise<void> {
    // Taken together: a caption that is within the limit brings its questions, so that a few show what all will be.
    const taken = await this.#places.take(items.length);
    let unused = this.#isOver() ? taken : 0;
    try {
      if (unused === 0) unused = taken - (await this.#askPart(planned, image, items.slice(0, taken)));
      // All that was given to it was used, and nobody could give it more.
      if (taken < items.length && unused === 0) this.#stop ??= "limit";
    } finally {
      this.#places.release(unused);
    }
  }

  /** How many were asked: questions whose caption did not come, or came as before, are not. */
  async #askPart(planned: PlannedPage, image: PageImage, items: readonly WritingItem[]): Promise<number> {
    const known = this.#options.base.writings.get(planned.page.id) ?? noWritings;
    let crop: Uint8Array | null = null;
    let caption: string | undefined;
    let asked = 0;
    for (const item of items) {
      caption ??= known.captions.get(item.id)?.value;
      // The caption that it was to be about did not come.
      if (item.what === "pairs" && (caption === undefined || this.#isWritten(item, planned, caption))) continue;
      if (asked > 0 && this.#isEnded()) return asked;
      crop ??= await cropPart(image, item.box, this.#options.wishes.settings.side);
      if (crop === null) {
        this.#failedPages.push(outside(planned, item));
        return asked;
      }
      asked++;
      const outcome = await this.#ask(planned, item, crop, caption ?? "");
      if (outcome.kind === "written" && outcome.written.what === "caption") caption = outcome.written.text;
      else if (item.what === "captions") return asked;
    }
    return asked;
  }

  /** A caption that came out as it was before has its questions already. */
  #isWritten(item: WritingItem, { image }: PlannedPage, caption: string): boolean {
    const { settings, prompts, isFresh } = this.#options.wishes;
    return !isFresh && this.#options.base.keys.has(writingKey(item, image, caption, settings, prompts));
  }

  /** Nothing new is begun. */
  #isOver(): boolean {
    return this.#stop !== null || this.#options.signal.aborted;
  }

  /** Nor is what was begun gone on with. */
  #isEnded(): boolean {
    return this.#signal.aborted;
  }

  async #ask(planned: PlannedPage, item: WritingItem, image: Uint8Array, caption: string): Promise<AskedWriting> {
    const { client, wishes } = this.#options;
    const { settings, prompts, isFresh } = wishes;
    const outcome = await askWriting({
      ...{ item, image, caption, settings, prompts, client, isFresh, signal: this.#signal },
      onResult: result => this.tally.result(result, client.costOf(result, settings.model)),
      onFailure: failure => this.#onFailure(failure),
    });
    this.tally.outcome(item.what, outcome);
    if (outcome.kind === "written") await this.#write(planned, item, caption, outcome.written);
    this.#judge(outcome);
    if (outcome.kind === "failed") this.#failed++;
    if (outcome.kind !== "cancelled") this.#options.onDone(++this.#done);
    return outcome;
  }

  /** Failures of requests that are not sent again count at once, so that no further one goes out. */
  #onFailure(failure: ChatFailure): void {
    if (isPassing(failure)) return;
    this.#failuresInRow++;
    if (isGeneral(failure) || this.#failuresInRow >= mostInRow) this.#end("failing");
  }

  #judge(outcome: AskedWriting): void {
    if (outcome.kind === "cancelled") return;
    if (outcome.kind !== "failed") this.#failuresInRow = 0;
    else if (outcome.isOutOfRetries) this.#end("out-of-retries");
    // The others were counted when they came.
    else if (isPassing(outcome.failure) && ++this.#failuresInRow >= mostInRow) this.#end("failing");
  }

  #end(why: WriteStop): void {
    // The limit is no end of what is under way: a failure of that is what has to be told.
    if (this.#stop === null || this.#stop === "limit") this.#stop = why;
    this.#halt.abort();
  }

  async #write({ page, image }: PlannedPage, item: WritingItem, caption: string, written: Written): Promise<void> {
    const { wishes, file, now } = this.#options;
    const key = writingKey(item, image, caption, wishes.settings, wishes.prompts);
    const prompt = wishes.prompts[item.what];
    const at = new Date(now()).toISOString();
    // The same may be asked again: a line is named by when it was written, too.
    const id = `wri-${sha256(`${key} ${at}`).slice(0, 16)}`;
    const writing: Writing = {
      ...{ v: 1, kind: "writing", id, key, page_id: page.id, written },
      ...{ model: wishes.settings.model, prompt_id: prompt.id, prompt_sha: promptSha(prompt), at },
    };
    await appendReviewLine(file, writing);
  }
}
