import type { Box } from "../../page/box.js";
import { arePanelsAdjacent } from "./arePanelsAdjacent.js";
import type { MiniatureQuestion, MiniatureRegion } from "./miniature.js";
import { miniatureConstants } from "./miniatureConstants.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { miniatureTasks } from "./policyLayout.js";
import { Stream } from "./stream.js";

const { evidenceMarked, evidenceNamed, evidenceBeside, evidenceElsewhere } = miniatureConstants;

const panelRegion = 0;
export const characterRegion = 1;
export const pageRegion = 2;
const regionKinds = { panel: panelRegion, character: characterRegion, page: pageRegion } as const;

/** Purposes of a question's random streams. */
const evidenceStream = 1;
const edgeStream = 2;

/**
 * A question as the policy perceives its page. Nature's errors are fixed by question, the same for every rollout and
 * every step that asks it, as a model's errors are systematic; they are drawn when they are first needed.
 */
export class Scene {
  readonly asked: MiniatureQuestion;
  /** Number of the task kind. */
  readonly task: number;
  readonly targets: readonly Box[];
  readonly kinds: Uint8Array;
  private readonly options: MiniatureOptions;
  private readonly key: number;
  private readonly levels: (Float64Array | undefined)[] = [];
  private readonly edges: (readonly [number, number, number, number] | undefined)[] = [];

  /** `key` names the question under the seed. */
  constructor(asked: MiniatureQuestion, options: MiniatureOptions, key: number) {
    this.asked = asked;
    this.options = options;
    this.key = key;
    this.task = miniatureTasks.indexOf(asked.question.task);
    this.targets = asked.question.targets.map(({ box }) => box);
    this.kinds = Uint8Array.from(asked.regions, ({ kind }) => regionKinds[kind]);
  }

  /** How strongly the page seems to point at each region at the call after `made` others. */
  evidenceAfter(made: number): Float64Array {
    return (this.levels[made] ??= made === 0 ? this.firstEvidence() : this.noisier(made));
  }

  private firstEvidence(): Float64Array {
    const stream = shared.open(this.options.seed, evidenceStream, this.key, 0);
    return Float64Array.from(this.asked.regions, region =>
      region.kind === "page" ? 0 : meanEvidence(region, this.asked, this.targets) + stream.normal(),
    );
  }

  /** Every crop in context makes the next call's evidence noisier. */
  private noisier(made: number): Float64Array {
    const base = this.evidenceAfter(0);
    const noise = this.options.contextNoise * made;
    const stream = shared.open(this.options.seed, evidenceStream, this.key, made);
    return base.map((value, region) => (this.kinds[region] === pageRegion ? 0 : value + noise * stream.normal()));
  }

  /** Where the reader thinks that a region is, at the call after `made` others. In page pixels, not rounded. */
  seenBox(region: number, made: number): Box {
    const box = this.asked.regions[region]?.box ?? [0, 0, 0, 0];
    if (this.kinds[region] === pageRegion) return box;
    const [left, top, right, bottom] = (this.edges[region] ??= this.drawEdges(region));
    const { localisation, localisationGrowth } = this.options;
    const error = localisation * (1 + localisationGrowth * made);
    const width = error * (box[2] - box[0]);
    const height = error * (box[3] - box[1]);
    return [box[0] + width * left, box[1] + height * top, box[2] + width * right, box[3] + height * bottom];
  }

  private drawEdges(region: number): readonly [number, number, number, number] {
    const stream = shared.open(this.options.seed, edgeStream, this.key, region);
    return [stream.normal(), stream.normal(), stream.normal(), stream.normal()];
  }
}

/** Streams are opened, read and left within one function. */
const shared = new Stream();

function meanEvidence(region: MiniatureRegion, { question, page }: MiniatureQuestion, targets: readonly Box[]): number {
  const isNamed = question.task === "panel_understanding";
  if (region.kind === "character") return evidenceMarked.value;
  if (targets.includes(region.box)) {
    if (isNamed) return evidenceNamed.value;
    return question.task === "character_counting" && !holdsMark(region.box, question.marks)
      ? evidenceElsewhere.value
      : evidenceMarked.value;
  }
  return isNamed && targets.some(target => arePanelsAdjacent(region.box, target, page)) ? evidenceBeside.value : 0;
}

/** Figures lie inside their panel. Slanted panels' boxes overlap, so that the middle of the mark decides. */
function holdsMark(panel: Box, marks: MiniatureQuestion["question"]["marks"]): boolean {
  return marks.some(({ box }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    return x >= panel[0] && x <= panel[2] && y >= panel[1] && y <= panel[3];
  });
}
