/**
 * What somebody's own reward function made of one rollout. `no-number`: it returned something that is no finite number;
 * `raised`: an exception, with the line of the file where it came through; `timed-out`, `ended`: it took too long, or its
 * process ended by itself (`how` is an exit code or a signal); `unreadable`: the row is no rollout.
 */
export type OwnScore =
  | { readonly kind: "scored"; readonly total: number; readonly parts: Readonly<Record<string, number>> }
  | { readonly kind: "no-number"; readonly returned: string }
  | { readonly kind: "raised"; readonly message: string; readonly line: number | null }
  | { readonly kind: "timed-out"; readonly seconds: number }
  | { readonly kind: "ended"; readonly how: string }
  | { readonly kind: "unreadable" };

export type OwnScoreKind = OwnScore["kind"];
