import * as vscode from "vscode";
import * as z from "zod";
import { quickFilters, type QuickFilter } from "../core/rollout/quickFilter.js";
import type { SortOrder } from "../protocol/runsApi.js";

const orderSchema = z.object({ key: z.enum(["file", "score", "iou", "length"]), descending: z.boolean() });
const ordersSchema = z.array(z.tuple([z.string(), orderSchema])).catch([]);
const filtersSchema = z.array(z.enum(quickFilters)).catch([]);

/** Orders kept beyond a reload; the oldest go first. */
const maxOrders = 500;

/** How the window's lists are sorted and filtered. Kept in the workspace's state, so that it outlives a reload. */
export class ListState implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChange = this.emitter.event;
  private readonly orders: Map<string, SortOrder>;
  private active: readonly QuickFilter[];
  private readonly memento: vscode.Memento;
  private readonly onError: (error: unknown) => void;

  constructor(memento: vscode.Memento, onError: (error: unknown) => void) {
    this.memento = memento;
    this.onError = onError;
    this.orders = new Map(ordersSchema.parse(memento.get("loupe.orders")));
    this.active = filtersSchema.parse(memento.get("loupe.filters"));
  }

  get filters(): readonly QuickFilter[] {
    return this.active;
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

  dispose(): void {
    this.emitter.dispose();
  }

  private save(key: string, value: unknown): void {
    this.memento.update(key, value).then(undefined, this.onError);
    this.emitter.fire();
  }
}
