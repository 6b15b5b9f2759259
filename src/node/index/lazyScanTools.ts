import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import { ByteScan } from "./byteScan.js";
import type { FindLoupeFile, ScanTools } from "./fileIndex.js";
import type { ScanCounters } from "./scanCounters.js";
import { LazyTables } from "./lazyTables.js";

/** Tools whose window is made when the first file is scanned: reopening a saved index scans none. */
export class LazyScanTools implements ScanTools {
  readonly formats: readonly DumpFormat[];
  readonly counters: ScanCounters;
  readonly tables = new LazyTables();
  readonly loupeFileOf: FindLoupeFile;
  private made: ByteScan | null = null;

  constructor(formats: readonly DumpFormat[], counters: ScanCounters, loupeFileOf: FindLoupeFile) {
    this.formats = formats;
    this.counters = counters;
    this.loupeFileOf = loupeFileOf;
  }

  get scan(): ByteScan {
    return (this.made ??= new ByteScan());
  }
}
