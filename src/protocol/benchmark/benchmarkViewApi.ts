import * as z from "zod";
import { annotationRoles, attributeMeanings } from "../../core/benchmark/annotationMapping.js";
import type { AnnotationMapping, AnnotationRole, AttributeMeaning } from "../../core/benchmark/annotationMapping.js";
import type { OrderSource, TextSource } from "../../core/benchmark/pageRecord.js";
import type { BenchmarkStatistics } from "../../core/benchmark/statistics/benchmarkStatistics.js";
import type { ForeignSetCount } from "../../core/benchmark/statistics/foreignSetCount.js";
import type { Box } from "../../core/page/box.js";

const name = z.string().max(1024);
const id = z.string().min(1).max(400);

/** What a person does in the mapping's form. */
export const mappingActionSchema = z.discriminatedUnion("kind", [
  /** Null takes the name out of the mapping. */
  z.strictObject({ kind: z.literal("setRole"), name, role: z.enum(annotationRoles).nullable() }),
  z.strictObject({ kind: z.literal("setMeaning"), name, meaning: z.enum(attributeMeanings).nullable() }),
  z.strictObject({ kind: z.literal("setDepth"), larger: z.enum(["farther", "nearer"]) }),
  z.strictObject({ kind: z.literal("applySuggestion") }),
  z.strictObject({ kind: z.literal("chooseSources") }),
  z.strictObject({ kind: z.literal("saveMapping") }),
  z.strictObject({ kind: z.literal("importNow") }),
  z.strictObject({ kind: z.literal("openText") }),
]);

/** What a person does where the order of panels is on show. */
export const orderActionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("showPage"), page: id }),
  /** All panels of the page in reading order; null takes an earlier correction back. */
  z.strictObject({ kind: z.literal("setOrder"), page: id, panels: z.array(id).max(2000).nullable() }),
  z.strictObject({ kind: z.literal("setText"), page: id, bubble: id, text: z.string().max(20_000).nullable() }),
]);

/** What a person does with the statistics. */
export const statisticsActionSchema = z.strictObject({ kind: z.literal("countAccepted"), isOn: z.boolean() });

/** What a person does in one of the views of a benchmark. The host does it, and shows what came of it. */
export const benchmarkActionSchema = z.discriminatedUnion("kind", [
  mappingActionSchema,
  orderActionSchema,
  statisticsActionSchema,
]);
export type BenchmarkAction = z.infer<typeof benchmarkActionSchema>;

/** What a view remembers across reloads of the window: which one it is. Untrusted when it comes back. */
export const benchmarkStateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("statistics"), folder: z.string().max(4096) }),
  z.object({ kind: z.literal("order"), folder: z.string().max(4096), page: id.nullable() }),
  /** VS Code itself opens the file again. */
  z.object({ kind: z.literal("mapping") }),
]);
export type BenchmarkState = z.infer<typeof benchmarkStateSchema>;

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const benchmarkHostSchemas = {
  ready: z.null(),
  act: z.object({ action: benchmarkActionSchema }),
  copyText: z.object({ text: z.string().max(4_000_000) }),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof benchmarkHostSchemas> = z.infer<(typeof benchmarkHostSchemas)[K]>;

/** A part of a picture; the box in the picture's pixels, `uri` as the window may load it. */
export interface ShownPicture {
  readonly uri: string;
  readonly width: number;
  readonly height: number;
  readonly box: Box;
}

export interface ShownCategory {
  readonly name: string;
  /** Annotations that have it; null: the annotations were not looked through. */
  readonly count: number | null;
  /** Null: the mapping does not name it, so that an import leaves it out. */
  readonly role: AnnotationRole | null;
  readonly suggested: AnnotationRole | null;
  /** Why that is suggested, as a sentence. */
  readonly reason: string;
  readonly picture: ShownPicture | null;
}

export interface ShownAttribute {
  readonly name: string;
  readonly count: number | null;
  /** Some of its values. */
  readonly values: readonly string[];
  readonly meaning: AttributeMeaning | null;
  readonly suggested: AttributeMeaning | null;
  readonly reason: string;
}

/** A mapping, with what is known of the annotations that it is for. */
export interface ShownMapping {
  readonly kind: "mapping";
  readonly name: string;
  readonly isTrusted: boolean;
  readonly isDirty: boolean;
  /** Why the text is no mapping, as a sentence. */
  readonly problem: string | null;
  /** What the annotations come from, absolute; empty: the person has not said so yet. */
  readonly sources: readonly string[];
  /** Null: not looked through, or being looked through. */
  readonly survey: "none" | "reading" | "read" | "failed";
  /** Why it failed, as a sentence. */
  readonly failure: string | null;
  readonly categories: readonly ShownCategory[];
  readonly attributes: readonly ShownAttribute[];
  readonly larger: AnnotationMapping["depth"]["larger"];
  /** Two things of one page at different depths. */
  readonly depths: {
    readonly attribute: string;
    readonly uri: string;
    readonly width: number;
    readonly height: number;
    readonly smaller: { readonly box: Box; readonly value: number };
    readonly larger: { readonly box: Box; readonly value: number };
  } | null;
}

export interface ShownPanel {
  readonly id: string;
  readonly box: Box;
  /** From 0. */
  readonly order: number;
  readonly source: OrderSource;
  readonly confidence: number | null;
}

export interface ShownBubble {
  readonly id: string;
  readonly box: Box;
  /** Place of its panel in the order, from 0; null: it stands in none. */
  readonly panel: number | null;
  readonly text: string | null;
  readonly source: TextSource | null;
}

/** A page whose panels are to be brought into order. */
export interface ShownPageOrder {
  readonly kind: "order";
  readonly isTrusted: boolean;
  /** Why there is no page to show, as a sentence. */
  readonly problem: string | null;
  readonly page: {
    readonly id: string;
    readonly fileName: string;
    /** As the window may load it; null: it is not there, or may not be read. */
    readonly uri: string | null;
    readonly width: number;
    readonly height: number;
    readonly panels: readonly ShownPanel[];
    readonly bubbles: readonly ShownBubble[];
  } | null;
  /** Ids of the pages, with those to be looked at marked. */
  readonly pages: readonly { readonly id: string; readonly fileName: string; readonly isDoubtful: boolean }[];
}

export interface ShownStatistics {
  readonly kind: "statistics";
  readonly name: string;
  /** Why there are none, as a sentence. */
  readonly problem: string | null;
  readonly statistics: BenchmarkStatistics | null;
  readonly sets: readonly ForeignSetCount[];
  /** The words of the tables in the person's language; see `statisticsStrings.ts`. */
  readonly words: Readonly<Record<string, string>>;
}

export type ShownBenchmark = ShownMapping | ShownPageOrder | ShownStatistics;

export interface BenchmarkInit {
  /** The benchmark's folder: kept by the view, so that a reloaded window finds it again. */
  readonly folder: string;
  /** Every sentence of the views in the person's language; see `benchmarkStrings.ts`. */
  readonly strings: Readonly<Record<string, string>>;
  /** The texts of the page itself; see `viewStrings.ts`. */
  readonly pageStrings: Readonly<Record<string, string>>;
  readonly shown: ShownBenchmark;
}

/** Served by the host, called by the webview. */
export type BenchmarkHostApi = {
  ready(params: Params<"ready">): Promise<BenchmarkInit>;
  act(params: Params<"act">): Promise<void>;
  copyText(params: Params<"copyText">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview. */
export type BenchmarkApi = {
  show(params: { readonly shown: ShownBenchmark }): Promise<void>;
};
