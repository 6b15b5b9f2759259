import { createHash, randomBytes } from "node:crypto";

/**
 * An id for a new decision: who decided, as six digits of a hash, and ten random bytes' worth of digits. Two people, or
 * one in two windows, never give the same.
 */
export function reviewId(reviewer: string): string {
  const who = createHash("sha256").update(reviewer).digest("hex").slice(0, 6);
  return `rv-${who}${randomBytes(10).toString("hex")}`;
}
