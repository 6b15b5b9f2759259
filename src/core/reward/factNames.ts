import { Interned } from "./interned.js";
import type { PackedNames } from "./packedFacts.js";
import type { Scene } from "./scene.js";
import type { WrittenRule } from "./writtenRule.js";

/** Values that many rollouts share, by number. */
class Shared<T> {
  private readonly keys = new Interned();
  private readonly values: T[] = [];

  /** `key` says all that the value says. */
  numberOf(key: string, make: () => T): number {
    const number = this.keys.numberOf(key);
    if (number === this.values.length) this.values.push(make());
    return number;
  }

  all(): readonly T[] {
    return this.values;
  }

  valueOf(number: number): T {
    const value = this.values[number];
    if (value === undefined) throw new RangeError(`no value ${number}`);
    return value;
  }
}

/** Numbers here by number there. */
export type NameNumbers = Readonly<Record<keyof PackedNames, Int32Array>>;

/** The texts and records that tables of facts refer to by number; one for all tables whose rollouts are compared. */
export class FactNames {
  readonly questions = new Interned();
  readonly taskKinds = new Interned();
  readonly pages = new Interned();
  readonly answers = new Interned();
  /** Logged texts that are no numbers. */
  readonly texts = new Interned();
  private readonly sharedScenes = new Shared<Scene>();
  private readonly sharedRules = new Shared<WrittenRule>();
  private readonly scenesByParts = new WeakMap<Scene["tool"], { readonly scene: Scene; readonly number: number }>();

  /** The same scene object is known at once; an equal one is found by what it says. */
  sceneNumber(scene: Scene): number {
    const known = this.scenesByParts.get(scene.tool);
    if (known !== undefined && isSame(known.scene, scene)) return known.number;
    const { page, tool, pageKey, taskKind } = scene;
    const number = this.sharedScenes.numberOf(JSON.stringify([page, tool, pageKey, taskKind]), () => ({
      page,
      tool,
      pageKey,
      taskKind,
    }));
    this.scenesByParts.set(tool, { scene: this.sharedScenes.valueOf(number), number });
    return number;
  }

  sceneOf(number: number): Scene {
    return this.sharedScenes.valueOf(number);
  }

  ruleNumber({ rulePhase, strategyHash }: WrittenRule): number {
    return this.sharedRules.numberOf(JSON.stringify([rulePhase, strategyHash]), () => ({ rulePhase, strategyHash }));
  }

  ruleOf(number: number): WrittenRule {
    return this.sharedRules.valueOf(number);
  }

  pack(): PackedNames {
    return {
      questions: this.questions.all(),
      taskKinds: this.taskKinds.all(),
      pages: this.pages.all(),
      answers: this.answers.all(),
      texts: this.texts.all(),
      scenes: this.sharedScenes.all(),
      rules: this.sharedRules.all(),
    };
  }

  /** Takes over the names of another thread. The value says which number each of theirs has here. */
  take(packed: PackedNames): NameNumbers {
    const texts = (from: readonly string[], to: Interned) => Int32Array.from(from, text => to.numberOf(text));
    return {
      questions: texts(packed.questions, this.questions),
      taskKinds: texts(packed.taskKinds, this.taskKinds),
      pages: texts(packed.pages, this.pages),
      answers: texts(packed.answers, this.answers),
      texts: texts(packed.texts, this.texts),
      scenes: Int32Array.from(packed.scenes, scene => this.sceneNumber(scene)),
      rules: Int32Array.from(packed.rules, rule => this.ruleNumber(rule)),
    };
  }
}

const isSame = (a: Scene, b: Scene): boolean =>
  a.page?.width === b.page?.width &&
  a.page?.height === b.page?.height &&
  a.pageKey === b.pageKey &&
  a.taskKind === b.taskKind;
