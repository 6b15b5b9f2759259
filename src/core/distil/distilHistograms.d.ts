import type { JudgedTrace } from "./judgedTrace.js";
/** How many traces there were of something, and how many of them are kept. */
export interface BeforeAfter {
    readonly before: number;
    readonly after: number;
}
/** What the filters did to lengths, answers and positions: data that is shorter or leans to a letter teaches that, too. */
export interface DistilHistograms {
    /** By words of the reasoning, each bar from its number of words up to the next. */
    readonly words: readonly (BeforeAfter & {
        readonly from: number;
    })[];
    /** By the right answer's letter. */
    readonly letters: Readonly<Record<string, BeforeAfter>>;
    /** By how the question tells its panel's position; `none`: it tells none. */
    readonly positions: Readonly<Record<string, BeforeAfter>>;
}
/** Counts traces before and after the filters. */
export declare function distilHistograms(traces: readonly JudgedTrace[]): DistilHistograms;
