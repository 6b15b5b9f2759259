/** How hosts are reached from this machine. All of it is of machine scope: no workspace may choose what is run. */
export interface HostOptions {
  /** Absolute; where `lib.sh` and `wrapper.sh` are. */
  readonly trainerFolder: string;
  /** The program; `ssh` when left out. */
  readonly sshPath?: string;
  /** In place of `~/.ssh/config`; null or left out: ssh's own choice. */
  readonly configFile?: string | null;
}
