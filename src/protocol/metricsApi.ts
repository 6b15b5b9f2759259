import * as z from "zod";
import type { MetricsCurves } from "../core/rollout/metricsCurves.js";

/** What the curves remember across reloads. Untrusted when it comes back. */
export const metricsStateSchema = z.object({
  file: z.string().nullable(),
  /** Names of the series on show; null shows the suggested ones. */
  selected: z.array(z.string()).nullable(),
  filter: z.string(),
  /** Steps; null shows all of them. */
  zoom: z.object({ min: z.number(), max: z.number() }).nullable(),
  /** Names of the series that are shown as tables. */
  tables: z.array(z.string()),
  showsReplaced: z.boolean(),
});
export type MetricsState = z.infer<typeof metricsStateSchema>;

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const metricsHostSchemas = {
  ready: z.null(),
  openFile: z.null(),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof metricsHostSchemas> = z.infer<(typeof metricsHostSchemas)[K]>;

/** One metrics file as the view shows it. */
export interface MetricsView {
  /** Absolute path: what the remembered state is about. */
  readonly file: string;
  /** Names of the file and of the folder that it lies in. */
  readonly name: string;
  readonly folder: string;
  /** Why there are no curves, as a sentence in the person's language; null when there are some. */
  readonly problem: string | null;
  readonly curves: MetricsCurves;
  readonly unreadRows: number;
  /** 1, or n where only every n-th row was read. */
  readonly every: number;
}

export interface MetricsInit {
  /** Every sentence of the view, in the person's language; see `metricsStrings.ts`. */
  readonly strings: Readonly<Record<string, string>>;
  readonly view: MetricsView | null;
}

/** Served by the host, called by the webview. */
export type MetricsHostApi = {
  ready(params: Params<"ready">): Promise<MetricsInit>;
  /** Opens the shown file in an editor. */
  openFile(params: Params<"openFile">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview, called by the host. */
export type MetricsApi = {
  show(params: { view: MetricsView }): Promise<void>;
};
