import { gatherSides, type GatheredSide, type GatheredSides } from "../../core/compare/gatherSides.js";
import { taskKindAt } from "../../core/compare/comparePair.js";
import type {
  CompareApi,
  ComparedQuestion,
  Comparison,
  QuestionPanes,
  QuestionPoint,
  SideHeatMaps,
} from "../../protocol/reward/compareApi.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import { comparedSide } from "./comparedSide.js";
import { comparisonOf } from "./comparisonOf.js";
import { emptyFactSet } from "./emptyFactSet.js";
import type { FactSet, FactSource } from "./factSource.js";
import { NoSuchSet } from "./noSuchSet.js";
import { orderedQuestions } from "./orderedQuestions.js";
import { questionCurve } from "./questionCurve.js";
import { questionPanes, type OpenRow } from "./questionPanes.js";
import { SideAdvantages } from "./sideAdvantages.js";
import { sideHeatMaps } from "./sideHeatMaps.js";

type Params<K extends keyof CompareApi> = Parameters<CompareApi[K]>[0];
type Gathered = GatheredSides<FactSet>;

/** The last sides that were gathered: a list is scrolled and sorted, and its panes opened, over the same ones. */
interface Kept {
  readonly sets: readonly FactSet[];
  readonly gathered: Gathered;
}

/** The last list, by what was asked: its pages are cut out of one order. */
interface KeptList {
  readonly gathered: Gathered;
  readonly asked: string;
  readonly order: Int32Array;
}

/** Answers what changed between steps, validations and runs, from the facts of their rollouts. */
export class CompareService implements CompareApi {
  private readonly facts: FactSource;
  private readonly open: OpenRow;
  private readonly advantages = new SideAdvantages();
  private kept: Kept | null = null;
  private list: KeptList | null = null;

  constructor(facts: FactSource, open: OpenRow) {
    this.facts = facts;
    this.open = open;
  }

  async compare({ sides, left, right }: Params<"compare">): Promise<Comparison> {
    const gathered = await this.gathered(sides);
    return comparisonOf({ gathered, left, right, sources: this.facts.sources() });
  }

  async compareQuestions(asked: Params<"compareQuestions">): ReturnType<CompareApi["compareQuestions"]> {
    const gathered = await this.gathered(asked.sides);
    const [left, right] = [gathered.sides[asked.left], gathered.sides[asked.right]];
    if (left === undefined || right === undefined) throw new RangeError(`no sides ${asked.left} and ${asked.right}`);
    const order = this.ordered(gathered, left, right, asked);
    const rows = [...order.subarray(asked.offset, asked.offset + asked.count)].map(question =>
      this.comparedQuestion(gathered, left, right, question),
    );
    return { total: order.length, rows: await Promise.all(rows) };
  }

  private ordered(
    gathered: Gathered,
    left: GatheredSide<FactSet>,
    right: GatheredSide<FactSet>,
    { left: atLeft, right: atRight, cell, sort, taskKind }: Params<"compareQuestions">,
  ): Int32Array {
    const asked = JSON.stringify([atLeft, atRight, cell, sort, taskKind]);
    if (this.list?.gathered === gathered && this.list.asked === asked) return this.list.order;
    const kind = taskKind === null ? null : gathered.taskKinds.indexOf(taskKind);
    // A task kind that no side has lists nothing; -1 would be the questions of unknown kind.
    const order = kind === -1 ? new Int32Array() : orderedQuestions(left, right, { cell, sort }, kind, this.advantages);
    this.list = { gathered, asked, order };
    return order;
  }

  private async comparedQuestion(
    { questionKeys, taskKinds }: Gathered,
    left: GatheredSide<FactSet>,
    right: GatheredSide<FactSet>,
    question: number,
  ): Promise<ComparedQuestion> {
    const known = (left.columns.rollouts[question] ?? 0) > 0 ? left : right;
    return {
      key: questionKeys[question] ?? "",
      name: await known.facts.nameOf(known.columns.firstRollout[question] ?? 0),
      taskKind: taskKinds[taskKindAt(left, right, question)] ?? null,
      left: comparedSide(left, question, this.advantages),
      right: comparedSide(right, question, this.advantages),
    };
  }

  async compareQuestion({ sides, question }: Params<"compareQuestion">): Promise<QuestionPanes | null> {
    const gathered = await this.gathered(sides);
    return questionPanes({ gathered, key: question, advantages: this.advantages, open: this.open });
  }

  async questionCurve({ set, question }: Params<"questionCurve">): Promise<readonly QuestionPoint[]> {
    return questionCurve(await this.factsOf(set), question);
  }

  async heatMap({ sides, ...asked }: Params<"heatMap">): Promise<SideHeatMaps> {
    return sideHeatMaps(await this.gathered(sides), asked);
  }

  /** A side that names nothing (any more) has no rollouts: the others are told all the same. */
  private async factsOf(set: RolloutSet): Promise<FactSet> {
    try {
      return await this.facts.of(set);
    } catch (error) {
      if (error instanceof NoSuchSet) return emptyFactSet(set);
      throw error;
    }
  }

  private async gathered(sides: readonly RolloutSet[]): Promise<Gathered> {
    const sets: FactSet[] = [];
    // One after the other: reading rows is shared work, and progress is told for one set at a time.
    for (const side of sides) sets.push(await this.factsOf(side));
    const { kept } = this;
    const isKept = kept?.sets.length === sets.length && sets.every((set, i) => set === kept.sets[i]);
    if (isKept) return kept.gathered;
    const gathered = gatherSides(sets);
    this.kept = { sets, gathered };
    return gathered;
  }
}
