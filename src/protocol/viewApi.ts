import * as z from "zod";
import { rolloutRefSchema } from "./rolloutRef.js";
import { remarkChangeSchema } from "./remarks/remarksApi.js";
import type { RolloutAuditView } from "./reward/rolloutAuditView.js";
import type { FoundText } from "./foundText.js";
import type { OpenedRow } from "./rolloutView.js";

/** What a key or a command asks of the view that has the focus. */
export const viewActions = [
  "toggleTargets",
  "toggleExecuted",
  "toggleRequested",
  "toggleMarks",
  "selectCall1",
  "selectCall2",
  "selectCall3",
  "selectCall4",
  "selectCall5",
  "selectCall6",
  "selectCall7",
  "selectCall8",
  "selectCall9",
  "zoomToCall",
  "fitPage",
  "zoomIn",
  "zoomOut",
  "up",
  "down",
  "left",
  "right",
  "enter",
  "showKeys",
] as const;
export type ViewAction = (typeof viewActions)[number];

/** What the lists around a rollout are filtered and sorted by, as it was typed; "" where they are not. */
export interface ListedBy {
  readonly where: string;
  readonly sort: string;
  /** Whether the shown rollout is in them; null: it is gone. */
  readonly passes: boolean | null;
}

/** What the view remembers across reloads. Untrusted when it comes back. */
export const viewStateSchema = z.object({
  ref: rolloutRefSchema.nullable(),
  isPinned: z.boolean(),
  camera: z.object({ centerX: z.number(), centerY: z.number(), scale: z.number() }).nullable(),
  shown: z.object({ targets: z.boolean(), executed: z.boolean(), requested: z.boolean(), marks: z.boolean() }),
  selectedCall: z.number().int().nullable(),
});
export type ViewState = z.infer<typeof viewStateSchema>;

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const viewHostSchemas = {
  ready: z.null(),
  open: z.object({ ref: rolloutRefSchema }),
  walk: z.object({ direction: z.union([z.literal(1), z.literal(-1)]), within: z.enum(["group", "list"]) }),
  setSpace: z.object({ space: z.enum(["page", "model", "unit", "thousand"]) }),
  chooseSpace: z.null(),
  addPrefix: z.object({ from: z.string(), to: z.string() }),
  addImageRoot: z.null(),
  addDataset: z.null(),
  openLine: z.null(),
  /** `strategy` null: the one that the log follows. */
  audit: z.object({ strategy: z.string().min(1).max(400).nullable() }),
  showDiffering: z.null(),
  changeList: z.object({ what: z.enum(["where", "sort"]), how: z.enum(["change", "clear"]) }),
  raw: z.null(),
  reveal: z.object({ call: z.number().int().nullable() }),
  /** The link to the rollout that the view shows (another may be on its way), and to the selected zoom call, goes to the clipboard. */
  copyLink: z.object({ ref: rolloutRefSchema, call: z.number().int().nonnegative().nullable() }),
  /** `ref`: the rollout that the person said it of. */
  remark: z.object({ ref: rolloutRefSchema, change: remarkChangeSchema }),
  knownTags: z.null(),
  setPinned: z.object({ isPinned: z.boolean() }),
  focusChanged: z.object({ hasFocus: z.boolean(), isInput: z.boolean() }),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof viewHostSchemas> = z.infer<(typeof viewHostSchemas)[K]>;

export interface ViewInit {
  /** Every sentence the view shows, in the user's language; see `viewStrings.ts`. */
  readonly strings: Readonly<Record<string, string>>;
  /** Whether EXIF orientation is applied to pages (a setting; trainers ignore it). */
  readonly applyOrientation: boolean;
  /** Upper bound for decoded page bitmaps kept, in bytes. */
  readonly bitmapBytes: number;
  /** Key labels of the commands, as the user has them bound. */
  readonly keys: readonly { readonly action: string; readonly label: string; readonly keys: string }[];
  readonly row: OpenedRow | null;
  readonly isPinned: boolean;
}

/** Served by the host, called by the webview. */
export type ViewHostApi = {
  ready(params: Params<"ready">): Promise<ViewInit>;
  open(params: Params<"open">): Promise<void>;
  walk(params: Params<"walk">): Promise<void>;
  setSpace(params: Params<"setSpace">): Promise<void>;
  /** Lets the person pick the coordinate space in VS Code's own list. */
  chooseSpace(params: Params<"chooseSpace">): Promise<void>;
  addPrefix(params: Params<"addPrefix">): Promise<void>;
  addImageRoot(params: Params<"addImageRoot">): Promise<void>;
  addDataset(params: Params<"addDataset">): Promise<void>;
  openLine(params: Params<"openLine">): Promise<void>;
  /** The shown rollout's reward, logged beside recomputed. Null for rows that are no rollouts. */
  audit(params: Params<"audit">): Promise<RolloutAuditView | null>;
  /** The tree lists the rollouts of the step that differ, after auditing it. */
  showDiffering(params: Params<"showDiffering">): Promise<void>;
  /** Lets the person change the expression that lists are filtered or sorted by, or clears it. */
  changeList(params: Params<"changeList">): Promise<void>;
  raw(params: Params<"raw">): Promise<{ text: string; isCut: boolean } | null>;
  /** The tree follows: selects the rollout's item, or that of one of its zoom calls. */
  reveal(params: Params<"reveal">): Promise<void>;
  copyLink(params: Params<"copyLink">): Promise<void>;
  /** Writes down what a person says of the shown rollout; false where it could not be, which the host tells. */
  remark(params: Params<"remark">): Promise<boolean>;
  /** Tags in use, the most used one first. */
  knownTags(params: Params<"knownTags">): Promise<readonly string[]>;
  setPinned(params: Params<"setPinned">): Promise<void>;
  focusChanged(params: Params<"focusChanged">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview, called by the host. */
export type ViewApi = {
  show(params: { row: OpenedRow | null; selectCall: number | null; found?: FoundText | null }): Promise<void>;
  act(params: { action: ViewAction }): Promise<void>;
  pinned(params: { isPinned: boolean }): Promise<void>;
  listed(params: { listed: ListedBy }): Promise<void>;
};
