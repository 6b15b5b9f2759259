/** Control characters by their pictures (␀, ␉, ␛ …), so that a row shows everything that is in it, on one line. */
export const visibleText = (text: string): string =>
  text.replace(/\p{Cc}/gu, char => {
    const code = char.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\uFFFD";
  });
