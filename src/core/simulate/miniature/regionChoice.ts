import type { PolicyHeads } from "./policyHeads.js";
import { characterRegion, pageRegion, type Scene } from "./scene.js";

/** More regions than any page has: 12 panels, two marked characters, the page. */
const mostRegions = 32;

/**
 * The policy's choice among the regions of a scene: a softmax of evidence, kind and whether a region was cropped before.
 * It holds the last one asked for; a training asks for 200,000 and keeps none.
 */
class RegionChoice {
  readonly chances = new Float64Array(mostRegions);
  private readonly logits = new Float64Array(mostRegions);
  /** Logarithm of the sum of the exponentials of the logits. */
  private logSum = 0;
  private heads: PolicyHeads | null = null;
  private scene: Scene | null = null;
  private made = 0;
  private used = 0;

  read(heads: PolicyHeads, scene: Scene, made: number, used: number): void {
    if (this.heads === heads && this.scene === scene && this.made === made && this.used === used) return;
    this.heads = heads;
    this.scene = scene;
    this.made = made;
    this.used = used;
    const largest = this.readLogits(heads, scene, made, used);
    const count = scene.kinds.length;
    let sum = 0;
    for (let region = 0; region < count; region++) {
      const part = Math.exp((this.logits[region] ?? 0) - largest);
      this.chances[region] = part;
      sum += part;
    }
    for (let region = 0; region < count; region++) this.chances[region] = (this.chances[region] ?? 0) / sum;
    this.logSum = largest + Math.log(sum);
  }

  private readLogits(heads: PolicyHeads, scene: Scene, made: number, used: number): number {
    const evidence = scene.evidenceAfter(made);
    let largest = -Infinity;
    for (let region = 0; region < scene.kinds.length; region++) {
      const kind = scene.kinds[region];
      let value = heads.evidence * (evidence[region] ?? 0);
      if (kind === characterRegion) value += heads.character;
      else if (kind === pageRegion) value += heads.page;
      if ((used & (1 << region)) !== 0) value += heads.again;
      this.logits[region] = value;
      if (value > largest) largest = value;
    }
    return largest;
  }

  /** The region under a uniform number. */
  pick(scene: Scene, uniform: number): number {
    const last = scene.kinds.length - 1;
    let left = uniform;
    for (let region = 0; region < last; region++) {
      left -= this.chances[region] ?? 0;
      if (left <= 0) return region;
    }
    return last;
  }

  logChance(region: number): number {
    return (this.logits[region] ?? 0) - this.logSum;
  }
}

/** First calls have a place of their own: they are the same for all rollouts of a group, one after the other. */
export class RegionChoices {
  private readonly first = new RegionChoice();
  private readonly later = new RegionChoice();

  /** The choice after `made` calls; `used` has a bit for every region that was cropped before. Good until the next one. */
  read(heads: PolicyHeads, scene: Scene, made: number, used: number): RegionChoice {
    const choice = made === 0 ? this.first : this.later;
    choice.read(heads, scene, made, used);
    return choice;
  }
}
