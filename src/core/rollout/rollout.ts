import type { FormatId } from "./formatId.js";
import type { LoggedNumber } from "./loggedNumber.js";

/** One message where a format stores the trajectory as messages (DeepEyes evaluation). */
export interface RolloutMessage {
  readonly role: string;
  /** Text parts joined; images appear as `<image>`. */
  readonly text: string;
}

/** What the model wrote, as the file holds it: one string with every turn in it, or a list of messages. */
export type RolloutResponse =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "messages"; readonly messages: readonly RolloutMessage[] };

/** Fields by which a row names its own question, page and targets, read through `columns` of loupe.json. Untrusted. */
export interface RowFields {
  readonly questionId: string | null;
  /** A path or file name as written by the trainer, often of another machine. */
  readonly image: string | null;
  /** Target boxes in page pixels, `null` when the row has none (an empty list says: none expected). */
  readonly targets: readonly (readonly [number, number, number, number])[] | null;
  readonly taskKind: string | null;
}

/** One sampled response with its scores, as logged. */
export interface Rollout {
  readonly format: FormatId;
  readonly step: number | null;
  readonly score: LoggedNumber;
  /** The `acc` column, where the trainer logged one. */
  readonly acc: LoggedNumber;
  readonly prompt: string;
  readonly response: RolloutResponse;
  /** As logged; a JSON string is parsed once and both are kept. `undefined` when the file has no such column. */
  readonly groundTruth: { readonly value: unknown; readonly text: string } | undefined;
  /** Key that names the group beyond the prompt's text (uid prefix), or null. */
  readonly groupKey: string | null;
  readonly fields: RowFields;
  /** Every other key, in file order, untouched. */
  readonly extras: readonly { readonly name: string; readonly value: unknown }[];
}
