/** The settings of smart_resize: side multiple, and the smallest and largest number of pixels. */
export interface ResizeLimits {
  readonly factor: number;
  readonly minPixels: number;
  readonly maxPixels: number;
}

/** Qwen2.5-VL's own defaults (qwen_vl_utils). */
export const defaultResizeLimits: ResizeLimits = { factor: 28, minPixels: 4 * 28 * 28, maxPixels: 16384 * 28 * 28 };
