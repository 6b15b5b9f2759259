/** Control characters by their pictures (␀, ␉, ␛ …), so that a row shows everything that is in it, on one line. */
export const visibleText = (text: string): string =>
  text.replace(/[\x00-\x1f\x7f]/g, char => {
    const code = char.charCodeAt(0);
    return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
