/** Told of paths to which something happened, or may have. */
export interface WatchEvents {
  onFile(path: string): void;
  onFolder(path: string): void;
}
