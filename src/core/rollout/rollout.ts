import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
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

/** A field that a row has, but in a shape that cannot be read: said, not passed over. */
export type UnreadableField = "questionId" | "image" | "size" | "targets" | "taskKind" | "prompt" | "answer";

/** Fields by which a row names its own question, page and targets, read through `columns` of loupe.json. Untrusted. */
export interface RowFields {
  readonly questionId: string | null;
  /** A path or file name as written by the trainer, often of another machine. */
  readonly image: string | null;
  /** Size of the stored page in pixels, where the row has it. */
  readonly size: Size | null;
  /** Target boxes in page pixels, `null` when the row has none (an empty list says: none expected). */
  readonly targets: readonly Box[] | null;
  readonly taskKind: string | null;
  /** The question's own text where the row has it beside the whole chat prompt. */
  readonly prompt: string | null;
  /** The right answer from a mapped column; most formats have it in `groundTruth` instead. */
  readonly answer: string | null;
  readonly unreadable: readonly UnreadableField[];
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
  readonly groundTruth:
    | {
        readonly value: unknown;
        readonly text: string;
        /** `value` was parsed out of the logged text. */ readonly isText?: true;
      }
    | undefined;
  /** The answer that the model gave, where the format keeps it apart from the response (DeepEyes `pred_ans`). */
  readonly givenAnswer: string | null;
  /** Key that names the group beyond the prompt's text (uid prefix), or null. */
  readonly groupKey: string | null;
  readonly fields: RowFields;
  /**
   * What the trainer's own tool cropped for each zoom call, in page pixels, null where it did not; left out where the row
   * does not say (`executed_json` of our reward function).
   */
  readonly executed?: readonly (Box | null)[];
  /** Every key but the format's own, in file order, untouched; keys that were read into a field above are here too. */
  readonly extras: readonly { readonly name: string; readonly value: unknown }[];
}
