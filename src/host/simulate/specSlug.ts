/** A strategy's spec as a part of a file's name. */
export const specSlug = (spec: string): string =>
  spec
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "strategy";
