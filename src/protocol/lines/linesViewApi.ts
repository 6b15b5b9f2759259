import * as z from "zod";
import type { LinePiece, LinesChanged, LinesState, SearchSlice, ShownLine } from "./linesDeskApi.js";

const whole = z.number().int().nonnegative();
const generation = whole;
const text = z.string().max(1000);

/** What the view remembers across reloads of the window. Untrusted when it comes back. */
export const linesViewStateSchema = z.object({
  /** The first row in sight, and the selected one, from 0. */
  top: whole,
  selected: whole.nullable(),
  query: text,
  matchCase: z.boolean(),
  /** Whether members of the rows' objects have columns of their own; else each row is one text. */
  hasColumns: z.boolean(),
});
export type LinesViewState = z.infer<typeof linesViewStateSchema>;

/** What a key or a command asks the view to do. */
export const linesActions = ["find", "findNext", "findPrevious", "goTo", "copyRow", "openRollout"] as const;
export type LinesAction = (typeof linesActions)[number];

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const linesHostSchemas = {
  ready: z.null(),
  state: z.strictObject({ since: z.number().int() }),
  rows: z.strictObject({ generation, from: whole, count: whole.max(256) }),
  piece: z.strictObject({
    ...{ generation, row: whole, from: whole },
    // Less than the longest character would never get on.
    bytes: whole.min(16).max(1 << 20),
  }),
  search: z.strictObject({
    generation,
    query: z.strictObject({ text: text.min(1), matchCase: z.boolean() }),
    place: z.strictObject({ offset: whole, row: whole }),
  }),
  copyRow: z.strictObject({ generation, row: whole }),
  openRollout: z.strictObject({ offset: whole }),
  openAsText: z.null(),
  log: z.strictObject({ level: z.enum(["info", "warn", "error"]), message: z.string().max(2000) }),
};

type Params<K extends keyof typeof linesHostSchemas> = z.infer<(typeof linesHostSchemas)[K]>;

export interface LinesInit {
  readonly strings: Readonly<Record<string, string>>;
  /** Of the file, without its folder. */
  readonly name: string;
}

/** Calls that the webview makes to the host. It asks for everything: what is told to a page that is gone is lost. */
export type LinesHostApi = {
  ready(params: Params<"ready">): Promise<LinesInit>;
  /** The state of the file once it is newer than `since`; some seconds later also where nothing has changed. */
  state(params: Params<"state">): Promise<LinesState>;
  rows(params: Params<"rows">): Promise<readonly ShownLine[] | LinesChanged>;
  piece(params: Params<"piece">): Promise<LinePiece | LinesChanged | null>;
  search(params: Params<"search">): Promise<SearchSlice | LinesChanged>;
  copyRow(params: Params<"copyRow">): Promise<void>;
  /** Shows the rollout that begins at a byte; says it where there is none. */
  openRollout(params: Params<"openRollout">): Promise<void>;
  /** Opens the file in VS Code's own editor. */
  openAsText(params: Params<"openAsText">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Calls that the host makes to the webview. */
export type LinesViewApi = {
  act(params: { readonly action: LinesAction }): Promise<void>;
};
