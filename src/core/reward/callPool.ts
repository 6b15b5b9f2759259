import type { Box } from "../page/box.js";
import { grown } from "./grown.js";
import type { PackedCalls } from "./packedFacts.js";
import type { FactCall } from "./rewardFacts.js";

const executedBit = 1;
const requestedBit = 2;
const croppedBit = 4;
const sameBit = 8;
/** The rest of a call's word is the number of its first box. */
const boxAt = 4;

/**
 * Zoom calls of many rollouts, one behind the other: a word a call, its IoU, and its boxes, of which a call whose crop
 * is what it asked for has one. 44 to 76 bytes a call.
 */
export class CallPool {
  count = 0;
  private boxCount = 0;
  private words = new Uint32Array(0);
  private ious = new Float64Array(0);
  private boxes = new Float64Array(0);

  get bytes(): number {
    return this.words.byteLength + this.ious.byteLength + this.boxes.byteLength;
  }

  /** `iou` NaN: the call is not judged. */
  push({ requested, executed, isExecuted }: FactCall, iou: number): void {
    this.words = grown(this.words, this.count + 1);
    this.ious = grown(this.ious, this.count + 1);
    const first = this.boxCount;
    if (requested !== null) this.pushBox(requested);
    if (executed !== null && !isSame(requested, executed)) this.pushBox(executed);
    this.words[this.count] =
      (first << boxAt) |
      (isExecuted ? executedBit : 0) |
      (requested === null ? 0 : requestedBit) |
      (executed === null ? 0 : croppedBit) |
      (isSame(requested, executed) ? sameBit : 0);
    this.ious[this.count++] = iou;
  }

  private pushBox(box: Box): void {
    this.boxes = grown(this.boxes, (this.boxCount + 1) * 4);
    this.boxes.set(box, this.boxCount++ * 4);
  }

  pack(): PackedCalls {
    return {
      words: this.words.slice(0, this.count),
      ious: this.ious.slice(0, this.count),
      boxes: this.boxes.slice(0, this.boxCount * 4),
    };
  }

  /** Appends the calls of another pool. Those begin at what `count` was. */
  take({ words, ious, boxes }: PackedCalls): void {
    this.words = grown(this.words, this.count + words.length);
    this.ious = grown(this.ious, this.count + words.length);
    this.boxes = grown(this.boxes, this.boxCount * 4 + boxes.length);
    for (const [k, word] of words.entries()) this.words[this.count + k] = word + (this.boxCount << boxAt);
    this.ious.set(ious, this.count);
    this.boxes.set(boxes, this.boxCount * 4);
    this.count += words.length;
    this.boxCount += boxes.length / 4;
  }

  iouAt(call: number): number {
    return this.ious[call] ?? NaN;
  }

  at(call: number): FactCall {
    const word = this.words[call] ?? 0;
    const first = word >>> boxAt;
    const requested = (word & requestedBit) === 0 ? null : this.boxAt(first);
    const isOneBox = (word & sameBit) !== 0;
    const own = requested === null ? first : first + 1;
    const executed = (word & croppedBit) === 0 ? null : isOneBox ? requested : this.boxAt(own);
    return { requested, executed, isExecuted: (word & executedBit) !== 0 };
  }

  private boxAt(box: number): Box {
    const at = box * 4;
    const side = (k: number) => this.boxes[at + k] ?? NaN;
    return [side(0), side(1), side(2), side(3)];
  }
}

function isSame(a: Box | null, b: Box | null): boolean {
  return a !== null && b !== null && a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];
}
