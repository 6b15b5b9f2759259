import type { Box } from "./box.js";
import type { CropOutcome } from "./cropOutcome.js";
import type { CropTool } from "./cropTool.js";
import { deepeyesCrop } from "./deepeyesCrop.js";
import { pillowCrop } from "./pillowCrop.js";
import type { Size } from "./size.js";
import { verlCrop } from "./verlCrop.js";

/** What a tool executes for a requested box: both in pixels of the image that it crops from. */
export function cropBy(tool: CropTool, requested: Box, image: Size): CropOutcome {
  switch (tool) {
    case "verl":
      return verlCrop(requested, image);
    case "deepeyes":
      return deepeyesCrop(requested, image);
    case "pillow":
      return pillowCrop(requested, image);
    default: {
      const never: never = tool;
      return never;
    }
  }
}
