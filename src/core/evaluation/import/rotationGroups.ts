import type { JoinedRow } from "./joinRows.js";

/** What becomes of a question that was asked in every rotation of its options. */
export const rotationWishes = ["together", "first"] as const;
export type RotationWish = (typeof rotationWishes)[number];

export interface RotationGroups {
  readonly joined: readonly JoinedRow[];
  /** Rows that repeat a question with its options turned. */
  readonly rotations: number;
  /** Questions of which rotations are missing. */
  readonly incomplete: number;
}

const groupOf = ({ question }: JoinedRow): string | null => {
  const circular = question["circular"];
  if (typeof circular !== "object" || circular === null || !("group" in circular)) return null;
  return typeof circular.group === "string" ? circular.group : null;
};

/** Without what ties it to its rotations. */
const alone = ({ row, question }: JoinedRow): JoinedRow => ({
  row: { ...row, rotation: null },
  question: { ...question, circular: undefined },
});

/**
 * Rotations of one question are right together, or else (`first`) only the first is kept, as if it had been asked once.
 * Questions of which one is missing have no grade: what was not answered is neither right nor wrong.
 */
export function rotationGroups(joined: readonly JoinedRow[], wish: RotationWish): RotationGroups {
  const rotations = joined.filter(({ row }) => (row.rotation ?? 0) > 0).length;
  if (wish === "first") {
    const firsts = joined.filter(({ row }) => (row.rotation ?? 0) === 0).map(alone);
    return { joined: firsts, rotations, incomplete: 0 };
  }
  const found = new Map<string, Set<number>>();
  for (const one of joined) {
    const group = groupOf(one);
    if (group === null) continue;
    const known = found.get(group) ?? new Set<number>();
    found.set(group, known.add(one.row.rotation ?? 0));
  }
  const missing = new Set<string>();
  const marked = joined.map(one => {
    const group = groupOf(one);
    if (group === null || (found.get(group)?.size ?? 0) >= one.question.options.length) return one;
    missing.add(group);
    return { ...one, row: { ...one.row, flags: [...one.row.flags, "rotation-missing" as const] } };
  });
  return { joined: marked, rotations, incomplete: missing.size };
}
