import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import type { PageWritings } from "../../../core/benchmark/writingsOf.js";
import { noWritings } from "../../../core/benchmark/writingsOf.js";
import { writtenKinds, type WrittenKind } from "../../../core/benchmark/written/writtenKinds.js";
import { recordFiles } from "../recordFiles.js";
import { type WritingItem, writingItems, writingKey } from "./writingItem.js";
import type { WriterPrompts, WriterSettings } from "./writerSettings.js";

/** What is there before a model is asked. */
export interface WritingBase {
  /** The benchmark's folder. */
  readonly folder: string;
  /** With corrections and writings laid over. */
  readonly pages: readonly PageRecord[];
  readonly writings: ReadonlyMap<string, PageWritings>;
  /** Keys of all writings. */
  readonly keys: ReadonlySet<string>;
}

export interface WritingWishes {
  readonly what: readonly WrittenKind[];
  readonly settings: WriterSettings;
  readonly prompts: WriterPrompts;
  /** Also what was written already. */
  readonly isFresh: boolean;
}

/** A page with what is left to be asked of it. Of pairs whose caption is still to be written, whether it is comes later. */
export interface PlannedPage {
  readonly page: PageRecord;
  readonly file: string;
  /** SHA-256 of the page's file. */
  readonly image: string;
  readonly items: readonly WritingItem[];
}

/** How many of a kind there are: to be asked, written before, and panels that have no caption to ask about. */
export interface PlannedCount {
  readonly toAsk: number;
  readonly known: number;
  readonly withoutCaption: number;
}

export interface WritePlan {
  readonly pages: readonly PlannedPage[];
  readonly counts: Readonly<Record<WrittenKind, PlannedCount>>;
  /** Requests that an undisturbed run sends; each has one image. */
  readonly requests: number;
  /** Pages whose file cannot be read. */
  readonly unreadable: readonly { readonly page: string; readonly path: string; readonly reason: string }[];
}

type Found = "toAsk" | "known" | "withoutCaption";

/** Captions of a page that are there, or that will be: null, as long as nobody knows their words. */
function captionOf(item: WritingItem, writings: PageWritings, coming: ReadonlySet<string>): string | null | undefined {
  return coming.has(item.id) ? null : writings.captions.get(item.id)?.value;
}

function found(
  item: WritingItem,
  caption: string | null | undefined,
  image: string,
  { keys }: WritingBase,
  { settings, prompts, isFresh }: WritingWishes,
): Found {
  if (item.what === "pairs" && caption === undefined) return "withoutCaption";
  if (isFresh || (item.what === "pairs" && caption === null)) return "toAsk";
  return keys.has(writingKey(item, image, caption ?? "", settings, prompts)) ? "known" : "toAsk";
}

interface Sorted {
  readonly item: WritingItem;
  readonly found: Found;
}

function sortItems(page: PageRecord, image: string, base: WritingBase, wishes: WritingWishes): readonly Sorted[] {
  const writings = base.writings.get(page.id) ?? noWritings;
  const coming = new Set<string>();
  // Captions come first, since questions are about what they say.
  return writtenKinds
    .filter(kind => wishes.what.includes(kind))
    .flatMap(kind => writingItems(page, kind))
    .map(item => {
      const one = found(item, captionOf(item, writings, coming), image, base, wishes);
      if (item.what === "captions" && one === "toAsk") coming.add(item.id);
      return { item, found: one };
    });
}

async function hashOf(page: PageRecord, file: string, signal: AbortSignal): Promise<string> {
  if (page.image.sha256 !== null) return page.image.sha256;
  return createHash("sha256")
    .update(await readFile(file, { signal }))
    .digest("hex");
}

function countsOf(sorted: readonly Sorted[]): WritePlan["counts"] {
  const count = (kind: WrittenKind): PlannedCount => {
    const own = sorted.filter(({ item }) => item.what === kind);
    const number = (what: Found) => own.filter(one => one.found === what).length;
    return { toAsk: number("toAsk"), known: number("known"), withoutCaption: number("withoutCaption") };
  };
  return { captions: count("captions"), pairs: count("pairs"), texts: count("texts") };
}

/**
 * What there is to be asked, page by page. Reads each page's file whose hash its record does not have. Throws when the
 * signal ends it.
 */
export async function planWriting(base: WritingBase, wishes: WritingWishes, signal: AbortSignal): Promise<WritePlan> {
  const pages: PlannedPage[] = [];
  const all: Sorted[] = [];
  const unreadable: { readonly page: string; readonly path: string; readonly reason: string }[] = [];
  const fileOf = recordFiles(base.folder);
  for (const page of base.pages) {
    signal.throwIfAborted();
    const file = fileOf(page.image.path);
    try {
      const image = await hashOf(page, file, signal);
      const sorted = sortItems(page, image, base, wishes);
      all.push(...sorted);
      const items = sorted.filter(one => one.found === "toAsk").map(({ item }) => item);
      if (items.length > 0) pages.push({ page, file, image, items });
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      unreadable.push({ page: page.id, path: page.image.path, reason });
    }
  }
  const requests = all.filter(one => one.found === "toAsk").length;
  return { pages, counts: countsOf(all), requests, unreadable };
}
