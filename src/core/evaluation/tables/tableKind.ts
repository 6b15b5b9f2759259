/**
 * What a table lays side by side, as the paper's do: models × tasks (3), the page and the panel as input (4), methods
 * against a base (5), zoom calls (6), what training on some tasks does to others (7), other sets of questions (8).
 */
export const tableKinds = ["models", "inputs", "methods", "zooms", "transfer", "sets"] as const;
export type TableKind = (typeof tableKinds)[number];
