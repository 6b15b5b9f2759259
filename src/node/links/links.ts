import { basename, join, relative, sep } from "node:path";
import type { RolloutLink } from "../../core/link/rolloutLink.js";
import type { FollowedLink, LinkApi } from "../../protocol/links/linkApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { Row } from "../runs/rowsOf.js";
import type { RunsParts } from "../runs/runsParts.js";
import type { RowIdentities } from "./rowIdentities.js";
import { rowsOfGroup, type PlacedRow } from "./rowsOfGroup.js";

type Parts = Pick<RunsParts, "list" | "row" | "settings" | "state" | "whenRead">;

const refOf = ({ file, row }: Row): RolloutRef => ({ file: file.path, row });

/** Makes links to rows, and finds where links lead. Only indexed files are looked at: those of the folders that are open. */
export class Links implements LinkApi {
  private readonly parts: Parts;
  private readonly identities: RowIdentities;

  constructor(parts: Parts, identities: RowIdentities) {
    this.parts = parts;
    this.identities = identities;
  }

  async linkOf({ ref, call }: { ref: RolloutRef; call: number | null }): Promise<RolloutLink | null> {
    const row = this.parts.row(ref.file, ref.row);
    if (row === undefined) return null;
    const { root, path, columns } = row.file;
    const isRollout = !columns.isMalformed(row.row);
    const step = columns.stepOf(row.row);
    return {
      path: [basename(root), ...relative(root, path).split(sep)].filter(name => name !== ""),
      row: row.row,
      step: this.parts.state.stepOfRow(row)?.step ?? (Number.isFinite(step) ? step : null),
      call,
      identity: isRollout ? await this.identities.of(row) : null,
      group: isRollout ? columns.groupHashOf(columns.groupOf(row.row)) : null,
    };
  }

  async followLink({ link }: { link: RolloutLink }): Promise<FollowedLink> {
    // The place is tried before everything is read: a link mostly leads to a file that is there already.
    const early = await this.atPlace(link);
    if (early !== null) return early;
    await this.parts.whenRead();
    return (await this.atPlace(link)) ?? (await this.elsewhere(link));
  }

  /** The row itself; null where it is another one, or not there. */
  private async atPlace(link: RolloutLink): Promise<FollowedLink | null> {
    for (const path of this.places(link)) {
      const row = this.parts.row(path, link.row);
      if (row === undefined) continue;
      if (link.identity === null || (await this.identities.of(row)) === link.identity)
        return { kind: "found", ref: refOf(row), isMoved: false, alike: 0 };
    }
    return null;
  }

  private async elsewhere(link: RolloutLink): Promise<FollowedLink> {
    const rows = this.rowsOfQuestion(link);
    const same = await this.sameAs(link, rows);
    const best = same.find(({ step }) => step === link.step) ?? same[0];
    if (best !== undefined) {
      const name = basename(best.file.path);
      // A folder above may have another name by now: that is no other place for whoever looks at the rollout.
      const isMoved = name !== link.path.at(-1) || best.row !== link.row || best.step !== link.step;
      return { kind: "found", ref: refOf(best), isMoved, alike: same.length - 1 };
    }
    const question = rows.find(({ step }) => step === link.step) ?? rows[0];
    const similar = question === undefined ? null : refOf(question);
    const place = this.places(link)[0];
    if (place === undefined) return { kind: "unknown-place", similar };
    const standing = this.parts.row(place, link.row);
    return { kind: "changed", file: place, ref: standing === undefined ? null : refOf(standing), similar };
  }

  private async sameAs({ identity }: RolloutLink, rows: readonly PlacedRow[]): Promise<readonly PlacedRow[]> {
    const same: PlacedRow[] = [];
    if (identity === null) return same;
    for (const row of rows) if ((await this.identities.of(row)) === identity) same.push(row);
    return same;
  }

  /** Rollouts of the link's question, those of runs that are called as the link's is first. */
  private rowsOfQuestion({ group, path }: RolloutLink): readonly PlacedRow[] {
    if (group === null) return [];
    const isNamed = ({ path: run }: { path: string }) => path.includes(basename(run));
    const { runs } = this.parts.list();
    return [...runs.filter(isNamed), ...runs.filter(run => !isNamed(run))].flatMap(run => rowsOfGroup(run, group));
  }

  /**
   * Indexed files that the link may mean, the one that agrees with most of its path first: another person may have opened
   * a folder above or below the one that it was copied in.
   */
  private places({ path }: RolloutLink): readonly string[] {
    const roots = this.parts.settings()?.roots ?? [];
    const isKnown = (file: string) => this.parts.state.file(file) !== undefined;
    return path.flatMap((_name, from) => roots.map(root => join(root, ...path.slice(from))).filter(isKnown));
  }
}
