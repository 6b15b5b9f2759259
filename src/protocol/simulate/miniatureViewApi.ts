import * as z from "zod";
import { comparedFigures } from "../../core/simulate/miniature/comparedFigure.js";
import { comparisonBounds } from "../../core/simulate/miniature/comparisonBounds.js";
import {
  comparisonAligns,
  type ComparisonStatement,
  type MiniatureComparison,
} from "../../core/simulate/miniature/miniatureComparison.js";

const figure = z.enum(comparedFigures);

/** What the view of a comparison remembers across reloads. Untrusted when it comes back. */
export const miniatureStateSchema = z.object({
  /** Figures that are drawn beside `found`; null: the suggested ones. */
  figures: z.array(figure).max(comparedFigures.length).nullable(),
  /** Figures that are shown as tables. */
  tables: z.array(figure).max(comparedFigures.length),
  align: z.enum(comparisonAligns),
  pinned: z.number().nullable(),
  pairFigure: figure,
  /** The spec of the arm whose pairs are listed; null: all pairs. */
  pairArm: z.string().max(4000).nullable(),
});
export type MiniatureState = z.infer<typeof miniatureStateSchema>;

/** Characters of the longest table, the pairs of a comparison, whose rows are some 150 long, and twice as much again. */
const mostCopied = 500 * comparisonBounds.pairs;

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const miniatureHostSchemas = {
  ready: z.null(),
  copyText: z.object({ text: z.string().max(mostCopied) }),
  openText: z.null(),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof miniatureHostSchemas> = z.infer<(typeof miniatureHostSchemas)[K]>;

/** An arm as a person calls it. */
export interface ArmName {
  readonly name: string;
  /** What is particular about it, in a few words; may be empty. */
  readonly note: string;
}

export interface ShownStatement {
  readonly kind: ComparisonStatement["kind"];
  readonly text: string;
}

/** What a file holds, ready to be shown. */
export type ShownMiniature =
  | {
      readonly kind: "comparison";
      readonly comparison: MiniatureComparison;
      /** One for each arm. */
      readonly arms: readonly ArmName[];
      /** One for each statement, in the person's language. */
      readonly statements: readonly ShownStatement[];
    }
  /** Why it is no comparison, as a sentence. */
  | { readonly kind: "unreadable"; readonly sentence: string };

export interface MiniatureInit {
  /** Every sentence of the view in the person's language; see `miniatureStrings.ts`. */
  readonly strings: Readonly<Record<string, string>>;
  readonly shown: ShownMiniature;
}

/** Served by the host, called by the webview. */
export type MiniatureHostApi = {
  ready(params: Params<"ready">): Promise<MiniatureInit>;
  copyText(params: Params<"copyText">): Promise<void>;
  /** Opens the file as text. */
  openText(params: Params<"openText">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview. */
export type MiniatureApi = {
  /** The file has changed on disk. */
  show(params: { readonly shown: ShownMiniature }): Promise<void>;
};
