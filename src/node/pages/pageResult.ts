import type { Size } from "../../core/page/size.js";
import type { PageProblem } from "../../protocol/rolloutView.js";
import type { PathPrefix } from "./pathPrefix.js";

/** How a page was found. */
export type PageVia = "as-written" | "dataset" | "parquet" | "prefix" | "file-name";

/** Why there is no page. `values` are what its sentence needs, the path as written first. */
export interface PageFailure {
  readonly code: Exclude<PageProblem["code"], "no-dataset" | "no-match" | "several-matches">;
  readonly values: readonly string[];
}

/** A local image file for a rollout's page, or why there is none. */
export type PageResult =
  | {
      readonly kind: "found";
      /** Real path of the file; where there is no store for extracted images, the dataset and the row of the bytes. */
      readonly path: string;
      readonly isFile: boolean;
      /** As stored, in pixels. */
      readonly size: Size;
      /** EXIF orientation, 1 to 8. */
      readonly orientation: number;
      /** Size once the orientation is applied. */
      readonly rotated: Size;
      readonly via: PageVia;
    }
  | {
      readonly kind: "missing";
      readonly failure: PageFailure;
      /** One suffix of the written path exists here: this mapping would find the page. */
      readonly offer: PathPrefix | null;
    };
