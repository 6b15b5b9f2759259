/**
 * Image placeholders of the known templates. Decoding with `skip_special_tokens` removes the vision tokens from a dump,
 * while a dataset holds `<image>` in their place, so neither may count.
 */
const placeholders = /<image>|<\|(?:vision_start|vision_end|image_pad|imgpad|video_pad)\|>/g;

/**
 * A prompt as it is compared: as written, without image placeholders, with \n line ends and without white space at both
 * ends. Nothing else is changed; two prompts that differ in a comma are two prompts.
 */
export function normalisePrompt(text: string): string {
  return text.replace(placeholders, "").replaceAll("\r\n", "\n").trim();
}
