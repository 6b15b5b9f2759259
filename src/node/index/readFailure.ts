/** Why bytes of a file could not be had. `changed`: the file is not what the index knows; ask for it again later. */
export type ReadFailure =
  | { readonly kind: "gone" }
  | { readonly kind: "denied" }
  | { readonly kind: "changed" }
  | { readonly kind: "too-large"; readonly bytes: number }
  | { readonly kind: "unreadable"; readonly message: string };

/** Names what `fs` threw. Anything else than an error of the file system is thrown on. */
export function readFailure(error: unknown): ReadFailure {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return { kind: "gone" };
    case "EACCES":
    case "EPERM":
      return { kind: "denied" };
    default:
      return { kind: "unreadable", message: error.message };
  }
}
