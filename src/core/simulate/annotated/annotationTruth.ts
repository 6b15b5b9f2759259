import type { Box } from "../../page/box.js";

/** What is true of a made-up page, whatever of it was annotated. Ids are `<split>/<id>`; boxes whole page pixels. */
export interface PageTruth {
  readonly file_name: string;
  readonly split: "train" | "val" | "test";
  readonly issue_id: string;
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** In reading order. */
  readonly panels: readonly {
    readonly id: string;
    readonly box: Box;
    readonly order: number;
    readonly place: string;
    /** "in a street"; null where it takes place nowhere. */
    readonly setting: string | null;
    /** The lettered sound. */
    readonly sound: string | null;
    /** What the caption says. */
    readonly caption: string | null;
  }[];
  readonly characters: readonly {
    readonly id: string;
    readonly box: Box;
    readonly panel_id: string;
    /** The same name on one page is the same character; names of two pages say nothing of each other. */
    readonly identity: string;
    readonly action: string;
    /** Larger is farther. */
    readonly depth: number;
  }[];
  /** In the order in which they are read. */
  readonly bubbles: readonly {
    readonly id: string;
    readonly box: Box;
    readonly panel_id: string;
    readonly order: number;
    readonly text: string;
    readonly speaker_id: string;
  }[];
  /** Annotations of several figures at once. */
  readonly crowds: readonly string[];
  /** Tails that are annotated as balloons of their own. */
  readonly tails: readonly { readonly id: string; readonly bubble_id: string }[];
}

/** `truth.json` of a made-up set. */
export interface AnnotationTruth {
  readonly v: 1;
  readonly kind: "truth";
  readonly seed: number;
  /** Pages that can be imported. */
  readonly pages: readonly PageTruth[];
  /** File names of pages that are in the annotations and have no image. */
  readonly without_image: readonly string[];
  /** Annotations in the files. */
  readonly annotations: number;
}
