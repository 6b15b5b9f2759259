import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** The folders that the scripts share. `cache` holds everything that can be made again; LOUPE_CACHE moves it. */
export const paths = {
  root,
  cache: process.env["LOUPE_CACHE"] ? resolve(process.env["LOUPE_CACHE"]) : join(root, ".cache"),
  dist: join(root, "dist"),
  out: join(root, "out"),
  shots: join(root, "shots"),
};
