/** What a judge says when it has done thinking: drafts of a verdict count for nothing, nor does a thought without an end. */
export function judgedPart(reply: string): string {
  const close = reply.lastIndexOf("</think>");
  const said = close === -1 ? reply : reply.slice(close + "</think>".length);
  const open = said.indexOf("<think>");
  return open === -1 ? said : said.slice(0, open);
}
