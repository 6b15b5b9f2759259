import { linkPath, linkVersion, type RolloutLink } from "./rolloutLink.js";
import { writeLinkName } from "./linkText.js";

/** Whose link it is. */
export interface LinkAuthority {
  /** `vscode`, `vscode-insiders`, `vscodium`, …: that of the program which is to open it. */
  readonly scheme: string;
  /** `PUBLISHER.NAME` of this extension. */
  readonly extension: string;
}

/** A link as one URI, without anything that has to be quoted in a shell but `&` and `?`. */
export function writeLink(link: RolloutLink, { scheme, extension }: LinkAuthority): string {
  const values: readonly (readonly [string, string | number | null])[] = [
    ["v", linkVersion],
    ["file", link.path.map(writeLinkName).join("/")],
    ["row", link.row],
    ["step", link.step],
    // Counted from 1, as the view counts zooms.
    ["zoom", link.call === null ? null : link.call + 1],
    ["id", link.identity],
    ["group", link.group],
  ];
  const query = values.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`])).join("&");
  return `${scheme}://${extension}${linkPath}?${query}`;
}
