import type { MalformedReason } from "../../core/rollout/dumpFormat.js";
import type { LineVerdict, LineVisitor } from "./jsonLines.js";
import type { FoundUnit, ParsedUnits } from "./parsedUnits.js";

/** Finds the lines of a file whose rows are parsed, and has them parsed once the walk over them rests. */
export class UnitCollector implements LineVisitor {
  private found: FoundUnit[] = [];
  private readonly units: ParsedUnits;

  constructor(units: ParsedUnits) {
    this.units = units;
  }

  lineStart(): void {
    // Nothing of a line is kept but where it stands.
  }
  key(): void {
    // As above.
  }
  part(): void {
    // As above.
  }
  value(): void {
    // As above.
  }

  lineEnd(offset: number, length: number, verdict: LineVerdict, badAt: number): void {
    this.found.push({ offset, length, reason: reasonAgainst(verdict, badAt) });
  }

  suspend(): void {
    // The walk keeps what it needs; nothing of a line that has no end yet is known here.
  }
  resume(): void {
    // As above.
  }

  /** Has everything parsed that was found. The window is free for others meanwhile. Throws what `read` throws. */
  flush(fd: number): void {
    const { found } = this;
    this.found = [];
    for (const unit of found) this.units.take(fd, unit);
  }

  takeCounts(): { readonly bytesDecoded: number; readonly jsonParses: number } {
    return { bytesDecoded: 0, jsonParses: 0 };
  }
}

function reasonAgainst(verdict: LineVerdict, badAt: number): MalformedReason | null {
  if (verdict === "object") return null;
  return verdict === "not-json" ? { code: verdict, at: badAt } : { code: verdict };
}
