import { parseFilter } from "../../../core/filter/parseFilter.js";
import { parseSort } from "../../../core/filter/parseSort.js";
import type { FoundRollout, RolloutsAnswer, RolloutsQuery } from "../../../protocol/foundRollout.js";
import type { RunLists } from "../runLists.js";
import { findPlaces } from "./findPlaces.js";
import { foundRollout } from "./foundRollout.js";
import type { RowPlace } from "./rowPlace.js";

/** Rollouts of a page when nobody says how many. */
const usualLimit = 100;

/** The runs that are open, as far as they are listed. */
interface Listed {
  readonly lists: RunLists;
}

type Problem = Extract<RolloutsAnswer, { readonly kind: "problem" }>;

const isBlank = (text: string | undefined): text is undefined => text === undefined || text.trim() === "";

function problemOf({ where, sort }: RolloutsQuery): Problem | null {
  const filter = isBlank(where) ? null : parseFilter(where);
  if (filter?.kind === "problem") return { kind: "problem", of: "where", problem: filter.problem };
  const order = isBlank(sort) ? null : parseSort(sort);
  return order?.kind === "problem" ? { kind: "problem", of: "sort", problem: order.problem } : null;
}

/** True of a query for what only an audit tells, while there was none: it finds nothing, whatever there is. */
export function lacksAudit({ lists }: Listed, { where, sort }: RolloutsQuery): boolean {
  if (problemOf({ where, sort }) !== null || !lists.parts.state.details.audits.isEmpty) return false;
  return lists.filters.of({ filters: [], where, sort }).asksAudits;
}

/** The places that a query finds, one after the other; or what is wrong with its texts. */
export function streamRollouts(
  { lists }: Listed,
  query: RolloutsQuery,
  signal: AbortSignal | null = null,
): Problem | { readonly kind: "places"; readonly places: AsyncGenerator<RowPlace> } {
  const problem = problemOf(query);
  if (problem !== null) return problem;
  const filter = lists.filters.of({ filters: [], where: query.where, sort: query.sort });
  return { kind: "places", places: findPlaces(lists.parts, filter, signal) };
}

/**
 * One page of the rollouts that fulfil an expression, in an order; both are texts of the filter language (docs/filtering.md).
 * Without an order it ends as soon as the page is full, so that a rare text is not looked for to the end.
 */
export async function queryRollouts(
  runs: Listed,
  query: RolloutsQuery,
  signal: AbortSignal | null = null,
): Promise<RolloutsAnswer> {
  const streamed = streamRollouts(runs, query, signal);
  if (streamed.kind === "problem") return streamed;
  const { offset = 0, limit = usualLimit } = query;
  const rollouts: FoundRollout[] = [];
  let matched = 0;
  for await (const place of streamed.places) {
    if (matched === offset + limit) return { kind: "rollouts", rollouts, matched: null };
    if (matched >= offset) rollouts.push(await foundRollout(place, runs.lists.parts));
    matched++;
  }
  return { kind: "rollouts", rollouts, matched };
}
