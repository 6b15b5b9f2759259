/** What reading cost, for the benchmark: these do not vary from machine to machine. */
export interface ScanCounters {
  /** Bytes of dumps that were scanned. Each is read once, but for the first line of a file when it is longer than the window. */
  bytesRead: number;
  /** Bytes read to compare fingerprints. */
  bytesChecked: number;
  reads: number;
  /** Lines or keys that went through JSON.parse. */
  jsonParses: number;
  /** Bytes that became JavaScript strings. */
  bytesDecoded: number;
}

export const newCounters = (): ScanCounters => ({
  bytesRead: 0,
  bytesChecked: 0,
  reads: 0,
  jsonParses: 0,
  bytesDecoded: 0,
});
