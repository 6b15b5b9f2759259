import { parseFilter } from "../../../core/filter/parseFilter.js";
import { parseSort } from "../../../core/filter/parseSort.js";
import type { ListQuery } from "../../../protocol/runsApi.js";
import type { ValueSources } from "./knownValue.js";
import { RowFilter, type RowQuery } from "./rowFilter.js";

/** How many queries keep what was read for them: that of the window, of its palette, of tools. */
const keptQueries = 8;

/** A query with its texts read. What is no expression asks for nothing: the border has refused it before. */
function read({ filters, where = "", sort = "" }: Pick<ListQuery, "filters" | "where" | "sort">): RowQuery {
  const expression = where.trim() === "" ? null : parseFilter(where);
  const order = sort.trim() === "" ? null : parseSort(sort);
  return {
    quick: filters,
    where: expression?.kind === "expression" ? expression.expression : null,
    sort: order?.kind === "sort" ? order.terms : null,
  };
}

/** The filters in use, each with what was read for it. */
export class RunFilters {
  private readonly sources: ValueSources;
  private readonly known = new Map<string, RowFilter>();

  constructor(sources: ValueSources) {
    this.sources = sources;
  }

  /** The filter of a query; the same one for the same words. */
  of({ filters, where = "", sort = "" }: Pick<ListQuery, "filters" | "where" | "sort">): RowFilter {
    const key = JSON.stringify([filters, where, sort]);
    const filter = this.known.get(key) ?? new RowFilter(read({ filters, where, sort }), this.sources);
    this.known.delete(key);
    this.known.set(key, filter);
    const oldest = this.known.size > keptQueries ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
    return filter;
  }

  /** One for a query that is asked once. */
  fresh(query: RowQuery): RowFilter {
    return new RowFilter(query, this.sources);
  }

  /** After datasets, a loupe.json or the coordinate space changed. */
  forget(isGone: (path: string) => boolean): void {
    for (const filter of this.known.values()) filter.forget(isGone);
  }
}
