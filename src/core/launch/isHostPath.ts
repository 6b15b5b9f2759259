/** Whether a model is named by a place on the host; else it is an id of the Hugging Face hub (`Qwen/Qwen2.5-VL-7B-Instruct`). */
export function isHostPath(path: string): boolean {
  return path.startsWith("/") || path === "~" || path.startsWith("~/");
}
