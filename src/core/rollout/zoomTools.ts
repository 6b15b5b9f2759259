/** Names of tools that crop: verl and DeepEyes, DeepEyes v3/v4, Pixel-Reasoner and verl-tool, and near spellings of them. */
export const zoomTools: ReadonlySet<string> = new Set([
  "image_zoom_in_tool",
  "image_zoom_in",
  "zoom_in_tool",
  "zoom_in",
  "crop_image",
  "crop_image_normalized",
]);
