import { canonicalJson } from "../benchmark/canonicalJson.js";
import { sha256 } from "../benchmark/sha256.js";
import { zoomToolSchema, zoomToolText } from "../launch/zoomToolText.js";
import type { BoxConvention } from "./modelFamily.js";

/** The zoom tool as it is offered to a model: as a function of the API, and in words of the system prompt. */
export interface ZoomOffer {
  readonly schema: object;
  readonly text: string;
  /** SHA-256 of both: two runs whose offers differ asked other questions. */
  readonly sha256: string;
}

const corners = { xyxy: "[x1, y1, x2, y2]", yxyx: "[y1, x1, y2, x2]" } as const;

/** What the tool says of its box; null: as in training, pixels of the page as the model sees it. */
function wordsOf(convention: BoxConvention): { readonly order: keyof typeof corners; readonly words: string } | null {
  switch (convention) {
    case "px_sent":
    case "px_resized":
      return null;
    case "norm1000_xyxy":
      return { order: "xyxy", words: "left, top, right, bottom, each from 0 to 1000 of the page's width or height" };
    case "norm1000_yxyx":
      return { order: "yxyx", words: "top, left, bottom, right, each from 0 to 1000 of the page's height or width" };
    case "norm1":
      return { order: "xyxy", words: "left, top, right, bottom, each from 0 to 1 of the page's width or height" };
    default: {
      const never: never = convention;
      return never;
    }
  }
}

function schemaOf(description: string): object {
  const { type, function: tool } = zoomToolSchema;
  const { properties, ...parameters } = tool.parameters;
  const bbox = { ...properties.bbox_2d, description };
  return { type, function: { ...tool, parameters: { ...parameters, properties: { ...properties, bbox_2d: bbox } } } };
}

/** The tool for a convention. In pixels it is word for word that of training, so that a checkpoint is asked as it learnt. */
export function zoomOffer(convention: BoxConvention): ZoomOffer {
  const told = wordsOf(convention);
  const order = corners[told?.order ?? "xyxy"];
  const schema = told === null ? zoomToolSchema : schemaOf(`The part as ${order}: ${told.words}.`);
  // The description of training holds the same four names: only the example of a call is left to change.
  const text = zoomToolText
    .split(JSON.stringify(zoomToolSchema))
    .map(part => part.replaceAll(corners.xyxy, order))
    .join(JSON.stringify(schema));
  return { schema, text, sha256: sha256(canonicalJson({ schema, text })) };
}
