import type { Box } from "../page/box.js";
import type { BoxedTaskKind } from "./taskKind.js";

/** A question about a made-up page: one line of `questions.jsonl`, in the keys of the record. Boxes in page pixels. */
export interface SimulatedQuestion {
  readonly id: string;
  readonly task: BoxedTaskKind;
  readonly page_id: string;
  readonly split: "train" | "validation";
  /** Relative to the dataset's file. */
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly question: string;
  /** The user's whole message, as the model is given it. */
  readonly prompt: string;
  readonly options: readonly { readonly label: string; readonly text: string }[];
  readonly answer: string;
  readonly answer_type: "choice" | "integer" | "open";
  readonly marks: readonly {
    readonly kind: "box";
    readonly box: Box;
    readonly label: string;
    readonly color: string;
  }[];
  readonly targets: readonly {
    readonly box: Box;
    readonly role: "panel";
    readonly source_annotation_ids: readonly string[];
  }[];
  readonly expected_zooms: number;
  readonly provenance: {
    readonly generator: string;
    readonly version: number;
    readonly seed: number;
    readonly annotation_ids: readonly string[];
  };
}
