import * as vscode from "vscode";
import * as z from "zod";
import { parseFilter } from "../core/filter/parseFilter.js";
import { parseSort } from "../core/filter/parseSort.js";
import { quickFilters, type QuickFilter } from "../core/rollout/quickFilter.js";
import type { ListQuery, SortOrder } from "../protocol/runsApi.js";

const orderSchema = z.object({ key: z.enum(["file", "score", "iou", "length"]), descending: z.boolean() });
const ordersSchema = z.array(z.tuple([z.string(), orderSchema])).catch([]);
const filtersSchema = z.array(z.enum(quickFilters)).catch([]);
// A language that knew more fields may have written it: then it asks for nothing.
const whereSchema = z
  .string()
  .refine(text => parseFilter(text).kind === "expression")
  .catch("");
const sortSchema = z
  .string()
  .refine(text => parseSort(text).kind === "sort")
  .catch("");
const historySchema = z.array(z.string()).catch([]);

/** Expressions that are offered again. */
const maxHistory = 20;

/** Orders kept beyond a reload; the oldest go first. */
const maxOrders = 500;

/** How the window's lists are sorted and filtered. Kept in the workspace's state, so that it outlives a reload. */
export class ListState implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChange = this.emitter.event;
  private readonly orders: Map<string, SortOrder>;
  private active: readonly QuickFilter[];
  private expression: string;
  private sortedBy: string;
  private readonly memento: vscode.Memento;
  private readonly onError: (error: unknown) => void;

  constructor(memento: vscode.Memento, onError: (error: unknown) => void) {
    this.memento = memento;
    this.onError = onError;
    this.orders = new Map(ordersSchema.parse(memento.get("loupe.orders")));
    this.active = filtersSchema.parse(memento.get("loupe.filters"));
    this.expression = whereSchema.parse(memento.get("loupe.where"));
    this.sortedBy = sortSchema.parse(memento.get("loupe.sort"));
  }

  get filters(): readonly QuickFilter[] {
    return this.active;
  }

  /** An expression that rollouts must fulfil, as it was typed; "" without one. */
  get where(): string {
    return this.expression;
  }

  /** What lists are sorted by that have no order of their own, as it was typed; "": as the files are. */
  get sort(): string {
    return this.sortedBy;
  }

  /** True where something is left out of the lists. */
  get isFiltering(): boolean {
    return this.active.length > 0 || this.expression !== "";
  }

  /** What is asked of a list without an order of its own. */
  get query(): ListQuery {
    const order: SortOrder = { key: "file", descending: false };
    return { order, filters: this.active, where: this.expression, sort: this.sortedBy };
  }

  /** Expressions or orders that were used before, the latest first. */
  history(of: "where" | "sort"): readonly string[] {
    return historySchema.parse(this.memento.get(`loupe.${of}History`));
  }

  /** The order set on a node, null when none was. */
  orderOf(id: string): SortOrder | null {
    return this.orders.get(id) ?? null;
  }

  setOrder(id: string, order: SortOrder): void {
    this.orders.delete(id);
    this.orders.set(id, order);
    for (const oldest of this.orders.keys()) {
      if (this.orders.size <= maxOrders) break;
      this.orders.delete(oldest);
    }
    this.save("loupe.orders", [...this.orders]);
  }

  setFilters(filters: readonly QuickFilter[]): void {
    this.active = [...filters];
    this.save("loupe.filters", this.active);
  }

  setWhere(text: string): void {
    this.expression = text;
    this.remember("where", text);
    this.save("loupe.where", text);
  }

  setSort(text: string): void {
    this.sortedBy = text;
    this.remember("sort", text);
    this.save("loupe.sort", text);
  }

  /** Leaves nothing out any more. */
  clearFilters(): void {
    this.expression = "";
    this.save("loupe.where", "");
    this.setFilters([]);
  }

  dispose(): void {
    this.emitter.dispose();
  }

  private remember(what: "where" | "sort", text: string): void {
    if (text === "") return;
    const texts = [text, ...this.history(what).filter(one => one !== text)].slice(0, maxHistory);
    this.memento.update(`loupe.${what}History`, texts).then(undefined, this.onError);
  }

  private save(key: string, value: unknown): void {
    this.memento.update(key, value).then(undefined, this.onError);
    this.emitter.fire();
  }
}
