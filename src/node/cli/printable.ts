/** Every control character but the line's end and the tab. */
const controls = /[^\P{Cc}\n\t]/gu;

/** Control characters as their pictures (U+2400 to U+2421); those beyond ASCII have none. */
function picture(control: string): string {
  const code = control.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\uFFFD";
}

/** Text for a terminal. A model or a file's name may hold escape sequences that would steer it; they are shown instead. */
export function printable(text: string): string {
  return text.replace(controls, picture);
}
