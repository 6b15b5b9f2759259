/** An address as it may be shown and written down: without its query, in which some services want the key. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  shown.search = "";
  return shown.href;
}
