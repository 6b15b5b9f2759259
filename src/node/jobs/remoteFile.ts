/** A regular file of a run folder as its host lists it. */
export interface RemoteFile {
  /** Relative to the run folder, with `/`; checked: it leads nowhere else. */
  readonly path: string;
  readonly bytes: number;
  readonly inode: string;
  /** As the host prints it; only ever compared. */
  readonly time: string;
}
