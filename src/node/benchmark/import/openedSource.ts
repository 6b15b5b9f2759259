import type { ImportProblem } from "../../../core/benchmark/importProblem.js";

/** A regular file of a source. */
export interface SourceFile {
  /** Relative to the source's root, forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** A file or a folder that a person named, looked through once. Symbolic links in it are not followed but told. */
export interface OpenedSource {
  /** Real path of the folder that all its files lie below; of a single file the folder that holds it. */
  readonly root: string;
  /** What it is called where a set needs a name: the base name of what was named, without an ending. */
  readonly name: string;
  /** By path. Of a single file this one only: its images come from `--images` or lie beside it, see ImageShelf. */
  readonly files: readonly SourceFile[];
  readonly problems: readonly ImportProblem[];
}
