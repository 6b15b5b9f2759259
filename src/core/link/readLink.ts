import * as z from "zod";
import { readLinkName } from "./linkText.js";
import { linkPath, linkVersion, type RolloutLink } from "./rolloutLink.js";

/** Why a link is refused before anything is looked for. */
export type LinkFault = "not-a-link" | "version" | "path" | "damaged";

export type ReadLink =
  { readonly kind: "link"; readonly link: RolloutLink } | { readonly kind: "refused"; readonly fault: LinkFault };

/** Longer than any link that was copied: a path of a file has 4096 bytes at most, each written as three letters. */
const longest = 16_384;
const deepest = 64;

const whole = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/)
  .transform(Number);
const hash = z.string().regex(/^[0-9a-f]{8,64}$/);

const partsSchema = z.strictObject({
  v: z.literal(String(linkVersion)),
  file: z.string().min(1),
  row: whole,
  step: z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .optional(),
  zoom: whole.pipe(z.number().min(1)).optional(),
  id: hash.optional(),
  group: hash.optional(),
  // VS Code's own: the window that the link is for.
  windowId: z.string().optional(),
});

/** Names that lead elsewhere, or that another system reads as more than a name. */
const control = /\p{Cc}/u;
const isPlainName = (name: string) => name !== "." && name !== ".." && !/[/\\:]/.test(name) && !control.test(name);

function pathOf(text: string): readonly string[] | null {
  const names = text.split("/").map(readLinkName);
  const plain = names.filter((name): name is string => name !== null && isPlainName(name));
  return plain.length === names.length && plain.length <= deepest ? plain : null;
}

function partsOf(query: string): Readonly<Record<string, string>> | null {
  const pairs = query.split("&").map(pair => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  const names = new Set(pairs.map(([name]) => name));
  return names.size === pairs.length && !names.has("") ? Object.fromEntries(pairs) : null;
}

const refused = (fault: LinkFault): ReadLink => ({ kind: "refused", fault });

/**
 * Reads a link from its URI's path and query, decoded or not. Nothing in it is believed: no name leads out of a folder, and
 * what no link of ours holds is refused. Never throws.
 */
export function readLink(path: string, query: string): ReadLink {
  if (path !== linkPath || query.length > longest) return refused("not-a-link");
  const parts = partsOf(query);
  if (parts === null) return refused("damaged");
  if (parts["v"] !== undefined && /^\d{1,9}$/.test(parts["v"]) && parts["v"] !== String(linkVersion))
    return refused("version");
  const parsed = partsSchema.safeParse(parts);
  if (!parsed.success) return refused("damaged");
  const { file, row, step = null, zoom, id = null, group = null } = parsed.data;
  const names = pathOf(file);
  if (names === null) return refused("path");
  const call = zoom === undefined ? null : zoom - 1;
  return { kind: "link", link: { path: names, row, step, call, identity: id, group } };
}

const uri = /^\s*[A-Za-z][A-Za-z0-9+.-]{0,63}:\/\/([^/?#\s]{1,200})(\/[^?#\s]*)\?([^#\s]*)\s*$/;

/** Reads a link that a person pasted, of whichever editor: its scheme is not looked at, `extension` has to be ours. */
export function readLinkText(text: string, extension: string): ReadLink {
  const [, authority, path = "", query = ""] = uri.exec(text.slice(0, longest)) ?? [];
  if (authority?.toLowerCase() !== extension.toLowerCase()) return refused("not-a-link");
  return readLink(path, query);
}
