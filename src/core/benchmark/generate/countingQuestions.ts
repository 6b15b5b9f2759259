import { makeRandom, type Random } from "../../simulate/random.js";
import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCode } from "../candidateRefusal.js";
import type { CharacterRecord, PanelRecord } from "../pageRecord.js";
import { appearanceOf, markChecks, panelTarget, type Appearance } from "./appearance.js";
import { countRefusal } from "./leftOutRefusal.js";
import { markColour } from "./markColours.js";
import type { PageFacts } from "./pageFacts.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { questionId } from "./questionId.js";
import { refusalTally } from "./refusalTally.js";
import { withinLimit } from "./withinLimit.js";

/** More zooms than these do not fit into a trajectory of five turns (facts: benchmark 2.4, item 23). */
const mostZooms = 4;

/** A character of the page with every drawing of it. */
interface Counted {
  readonly marked: Appearance;
  readonly drawings: readonly CharacterRecord[];
  /** Each panel once, in the order of the page's list. */
  readonly panels: readonly PanelRecord[];
}

function byIdentity({ page }: PageFacts): ReadonlyMap<string, readonly CharacterRecord[]> {
  const drawings = new Map<string, CharacterRecord[]>();
  for (const character of page.characters) {
    if (character.identity === null) continue;
    const own = drawings.get(character.identity) ?? [];
    own.push(character);
    drawings.set(character.identity, own);
  }
  return drawings;
}

/** Panels that a character is drawn in; the number is not known where a drawing is in none or stands for several figures. */
function panelsOf(drawings: readonly CharacterRecord[], facts: PageFacts): readonly PanelRecord[] | RefusalCode {
  if (drawings.some(({ is_crowd }) => is_crowd)) return "crowd";
  const ids = new Set(drawings.map(({ panel_id }) => panel_id ?? ""));
  const panels = [...facts.panels.values()].filter(({ id }) => ids.has(id));
  return panels.length === ids.size ? panels : "no-panel";
}

function countedOf(
  drawings: readonly CharacterRecord[],
  random: Random,
  facts: PageFacts,
  options: BuildOptions,
): Counted | RefusalCode {
  const refusal = countRefusal(facts.page);
  if (refusal !== null) return refusal;
  const panels = panelsOf(drawings, facts);
  if (typeof panels === "string") return panels;
  if (panels.length < options.countingLeast) return "too-few";
  if (options.countingUnnamed === "refuse" && couldBeMore(panels, facts)) return "unnamed-others";
  const appearances = random.shuffle(drawings).map(drawing => appearanceOf(drawing, facts, options));
  const marked = appearances.find(appearance => typeof appearance !== "string");
  const unmarked = appearances.find(appearance => typeof appearance === "string");
  return marked === undefined ? (unmarked ?? "too-small") : { marked, drawings, panels };
}

function draftOf({ marked, drawings, panels }: Counted, facts: PageFacts, options: BuildOptions): QuestionDraft {
  const seen = options.countingTargets === "appearances" ? panels : [...facts.panels.values()];
  const others = drawings.filter(drawing => drawing !== marked.character);
  return {
    id: questionId("character_counting", facts.page.id, [marked.character.id]),
    task: "character_counting",
    page: facts.page,
    question: "In how many panels of this page does the marked character appear? Count panels, not drawings.",
    hint: null,
    answer: { kind: "integer", value: panels.length },
    // A lone mark has no letter: it would be taken for an option's.
    marks: [{ kind: "box", box: marked.character.box, label: "", color: markColour(0) }],
    shown: null,
    targets: seen.map(panelTarget),
    position: null,
    checks: [...markChecks([marked], facts), ...(seen.length > mostZooms ? (["many-zooms"] as const) : [])],
    annotationIds: [marked.character, ...others].map(({ id }) => id),
    generator: "counting",
    writer: null,
  };
}

/**
 * Whether an unnamed figure could be the counted one in a panel that is not counted. A crowd stands for nobody in
 * particular, and one more drawing within a counted panel changes nothing.
 */
function couldBeMore(panels: readonly PanelRecord[], { page }: PageFacts): boolean {
  const counted = new Set(panels.map(({ id }) => id));
  const isOpen = ({ identity, is_crowd, panel_id }: CharacterRecord) =>
    identity === null && !is_crowd && !counted.has(panel_id ?? "");
  return page.characters.some(isOpen);
}

/**
 * Character Counting: in how many panels of the page a marked character is drawn. Candidates are the characters without
 * an identity, then the identities of a page. Nothing is asked where an unnamed figure could be the counted one, unless
 * the options take it for another.
 */
export function countingQuestions(facts: PageFacts, options: BuildOptions): PageYield {
  const tally = refusalTally();
  const random = makeRandom(options.seed, "counting", facts.page.id);
  tally.add("no-identity", facts.page.characters.filter(({ identity }) => identity === null).length);
  const counted = [...byIdentity(facts).values()].flatMap(drawings => {
    const result = countedOf(drawings, random, facts, options);
    if (typeof result !== "string") return [result];
    tally.add(result);
    return [];
  });
  const chosen = withinLimit(random.shuffle(counted), options, tally);
  return { drafts: chosen.map(one => draftOf(one, facts, options)), refused: tally.counts };
}
