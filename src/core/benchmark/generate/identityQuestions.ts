import { makeRandom } from "../../simulate/random.js";
import type { BuildOptions } from "../buildOptions.js";
import { markChecks, panelTarget } from "./appearance.js";
import { pairable, pairIds, pairsOf, type Pair } from "./characterPairs.js";
import { markColour } from "./markColours.js";
import type { PageFacts } from "./pageFacts.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { questionId } from "./questionId.js";
import { refusalTally } from "./refusalTally.js";
import { withinLimit } from "./withinLimit.js";

const yes = { text: "Yes, they are the same character.", mark: null };
const no = { text: "No, they are different characters.", mark: null };

const isSame = ([one, other]: Pair) => one.character.identity === other.character.identity;

const likeness = (a: number, b: number) => Math.min(a, b) / Math.max(a, b);

/** From 0 to 3: how easily two figures are taken for each other, by size, shape and action. */
function resemblance([{ character: one }, { character: other }]: Pair): number {
  const [width, height] = [one.box[2] - one.box[0], one.box[3] - one.box[1]];
  const [otherWidth, otherHeight] = [other.box[2] - other.box[0], other.box[3] - other.box[1]];
  const sameAction = one.action !== null && one.action === other.action ? 1 : 0;
  return likeness(height, otherHeight) + likeness(width / height, otherWidth / otherHeight) + sameAction;
}

function draftOf(pair: Pair, facts: PageFacts): QuestionDraft {
  const same = isSame(pair);
  return {
    id: questionId("character_identification", facts.page.id, pairIds(pair)),
    task: "character_identification",
    page: facts.page,
    question: "Is the character marked A the same character as the one marked B?",
    hint: null,
    answer: { kind: "choice", choices: same ? [yes, no] : [no, yes], truth: same ? "same" : "different" },
    marks: pair.map(({ character }, at) => ({
      kind: "box",
      box: character.box,
      label: at === 0 ? "A" : "B",
      color: markColour(at),
    })),
    shown: null,
    targets: pair.map(({ panel }) => panelTarget(panel)),
    position: null,
    checks: markChecks(pair, facts),
    annotationIds: pair.map(({ character }) => character.id),
    generator: "identity",
    writer: null,
  };
}

/** One of each in turn, until both are used up. */
function alternating<T>(one: readonly T[], other: readonly T[]): readonly T[] {
  const longer = Math.max(one.length, other.length);
  return Array.from({ length: longer }, (_, at) => [...one.slice(at, at + 1), ...other.slice(at, at + 1)]).flat();
}

/**
 * Character Identification: whether two marked characters of different panels are the same one. Candidates are the
 * characters of a page, then the pairs of fit ones. Same and different take turns; of the different ones those that
 * resemble each other come first, with some chance.
 */
export function identityQuestions(facts: PageFacts, options: BuildOptions): PageYield {
  const tally = refusalTally();
  const lack = ({ character }: Pair[number]) => (character.identity === null ? "no-identity" : null);
  const fit = pairable("character_identification", facts, options, lack, tally);
  const random = makeRandom(options.seed, "identities", facts.page.id);
  const all = pairsOf(fit);
  const pairs = random.shuffle(all.filter(([one, other]) => one.panel !== other.panel));
  tally.add("same-panel", all.length - pairs.length);
  const different = pairs
    .filter(pair => !isSame(pair))
    .map(pair => ({ pair, key: resemblance(pair) + random.uniform() }))
    .sort((a, b) => b.key - a.key)
    .map(({ pair }) => pair);
  const chosen = withinLimit(alternating(pairs.filter(isSame), different), options, tally);
  const turned = chosen.map((pair): Pair => (random.chance(0.5) ? pair : [pair[1], pair[0]]));
  return { drafts: turned.map(pair => draftOf(pair, facts)), refused: tally.counts };
}
