import type { Box } from "./box.js";
import { cropBy } from "./cropBy.js";
import type { CropOutcome } from "./cropOutcome.js";
import { deepeyesV5Crop } from "./deepeyesV5Crop.js";
import type { DialectTool } from "./dialectTool.js";
import { focusCrop } from "./focusCrop.js";
import { miniO3Crop } from "./miniO3Crop.js";
import { qwenAgentCrop } from "./qwenAgentCrop.js";
import { reasonerCrop } from "./reasonerCrop.js";
import { scaleBox } from "./scaleBox.js";
import type { Size } from "./size.js";

const shareOf = { width: 1, height: 1 };

/** A requested box, counted in units of which the image has `units`. */
export interface WrittenBox {
  readonly box: Box;
  readonly units: Size;
}

/**
 * What any project's tool executes for a requested box, in pixels of the image that it crops from. Null where nothing can
 * be said of a box: the tool takes none. Tools that compute in shares of the image get them as they were written.
 */
export function dialectCrop(tool: DialectTool, { box, units }: WrittenBox, image: Size): CropOutcome | null {
  const pixels = scaleBox(box, units, image);
  const shares = () => scaleBox(box, units, shareOf);
  switch (tool) {
    case "verl":
    case "deepeyes":
    case "pillow":
      return cropBy(tool, pixels, image);
    case "deepeyes-v5":
      return deepeyesV5Crop(pixels, image);
    case "focus":
    case "focus-eval":
      return focusCrop(pixels, image, tool === "focus-eval");
    case "pixel-reasoner":
      return reasonerCrop(shares(), image, { isZoom: false, hasSmallest: true });
    case "pixel-reasoner-zoom":
      return reasonerCrop(shares(), image, { isZoom: true, hasSmallest: true });
    case "verl-tool":
      return reasonerCrop(shares(), image, { isZoom: true, hasSmallest: false });
    case "mini-o3":
      return miniO3Crop(pixels, image);
    case "qwen-agent":
      return qwenAgentCrop(pixels, image);
    case "point-window":
    case "described":
      return null;
    default: {
      const never: never = tool;
      return never;
    }
  }
}
