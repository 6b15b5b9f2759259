import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { ByteScan } from "./byteScan.js";
import type { FileIndex, RestoredFile } from "./fileIndex.js";
import type { IndexLog } from "./indexLog.js";
export class SavedIndexes {
  constructor(_dir: string, _formats: readonly DumpFormat[], _scan: ByteScan, _max: number, _log: IndexLog) {}
  load(_run: string): ReadonlyMap<string, RestoredFile> | undefined {
    return undefined;
  }
  touch(_path: string): void {}
  save(_entries: Iterable<FileIndex>, _runOf: (file: string) => string): void {}
  dispose(_entries: Iterable<FileIndex>): void {}
}
