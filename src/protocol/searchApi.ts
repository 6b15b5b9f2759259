import * as z from "zod";
import type { SearchHit } from "../core/search/rowMatches.js";
import { searchQuerySchema } from "../core/search/searchQuery.js";
import type { RolloutRef } from "./rolloutRef.js";
import type { Phase } from "./treeNode.js";

/** What a search looks through: everything that is open, one run, or one file. */
export const searchScopeSchema = z.union([
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("run"), path: z.string() }),
  z.object({ kind: z.literal("file"), path: z.string() }),
]);
export type SearchScope = z.infer<typeof searchScopeSchema>;

/** A rollout in which something was found. */
export interface SearchedRow {
  readonly ref: RolloutRef;
  /** The run's folder. */
  readonly run: string;
  /** Null for a file without steps. */
  readonly step: number | null;
  readonly phase: Phase | null;
  readonly hits: readonly SearchHit[];
  /** Its matches in all; `hits` has the first of them. */
  readonly count: number;
}

/** How far a search is. */
export interface SearchProgress {
  /** Rows looked at, of those to look at. */
  readonly rows: number;
  readonly ofRows: number;
  /** Rows that could not be read. */
  readonly unread: number;
  /** Rows that a regular expression took too long for: they were left out. */
  readonly slow: number;
  readonly matches: number;
  /** `limit`: enough was found, and the rest was not looked at. */
  readonly state: "running" | "done" | "limit" | "stopped";
}

/** What was found since the last batch. */
export interface SearchBatch {
  readonly rows: readonly SearchedRow[];
  readonly progress: SearchProgress;
}

export type SearchStart =
  | { readonly kind: "started"; readonly id: number }
  /** The text is no regular expression. */
  | { readonly kind: "bad-pattern"; readonly reason: string }
  /** So many searches are under way that another one has to wait. */
  | { readonly kind: "busy" };

/** A search is started, asked for what it found until its state is no longer "running", and may be stopped. */
export type SearchApi = {
  searchStart(params: {
    query: z.infer<typeof searchQuerySchema>;
    scope: SearchScope;
    limit: number;
  }): Promise<SearchStart>;
  /** Waits until there is something new. Null for a search that is over and was told to be, or is unknown. */
  searchNext(params: { id: number }): Promise<SearchBatch | null>;
  searchStop(params: { id: number }): Promise<void>;
};

/** Matches of one search at most. */
export const mostMatches = 20_000;

export const searchSchemas = {
  searchStart: z.object({
    query: searchQuerySchema,
    scope: searchScopeSchema,
    limit: z.number().int().positive().max(mostMatches),
  }),
  searchNext: z.object({ id: z.number().int() }),
  searchStop: z.object({ id: z.number().int() }),
} as const;
