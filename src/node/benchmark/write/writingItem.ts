import { canonicalJson } from "../../../core/benchmark/canonicalJson.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { promptSha } from "../../../core/benchmark/prompts/promptSha.js";
import { sha256 } from "../../../core/benchmark/sha256.js";
import type { WholeBox } from "../../../core/benchmark/wholeBox.js";
import type { WrittenKind } from "../../../core/benchmark/written/writtenKinds.js";
import type { WriterPrompts, WriterSettings } from "./writerSettings.js";

/** One thing that a model is to write, of a part of a page. */
export interface WritingItem {
  readonly what: WrittenKind;
  /** Of the panel, or of the balloon. */
  readonly id: string;
  readonly box: WholeBox;
}

const panelItems = (page: PageRecord, what: WrittenKind): readonly WritingItem[] =>
  page.panels.map(({ id, box }) => ({ what, id, box }));

/** What can be written of a page. Balloons whose text is annotated, or was written by a person, are left alone. */
export function writingItems(page: PageRecord, what: WrittenKind): readonly WritingItem[] {
  switch (what) {
    case "captions":
    case "pairs":
      return panelItems(page, what);
    case "texts":
      return page.bubbles
        .filter(({ text, text_source: source }) => text === null || source === "model")
        .map(({ id, box }) => ({ what, id, box }));
    default: {
      const never: never = what;
      return never;
    }
  }
}

/**
 * SHA-256 of what a model is asked: prompt, model, settings, the part of which page, and the caption for questions. Not
 * the address: a server that moved gives the same model. `image` is the SHA-256 of the page's file.
 */
export function writingKey(
  item: WritingItem,
  image: string,
  caption: string,
  settings: WriterSettings,
  prompts: WriterPrompts,
): string {
  const { count, ...asked } = settings;
  const isPairs = item.what === "pairs";
  return sha256(
    canonicalJson({
      prompt: promptSha(prompts[item.what]),
      ...asked,
      image,
      box: item.box,
      caption: isPairs ? caption : null,
      count: isPairs ? count : null,
    }),
  );
}
