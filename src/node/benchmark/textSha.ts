import { createHash } from "node:crypto";

/** SHA-256 of a text in UTF-8, in hex: what `sha256` of the core says, in a fraction of its time. */
export const textSha = (text: string): string => createHash("sha256").update(text).digest("hex");
