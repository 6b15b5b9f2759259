import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import type { AlarmId } from "../reward/alarmId.js";
import type { Behaviour } from "./behaviour.js";
import type { PageDescription } from "./pageDescription.js";
import type { Random } from "./random.js";
import type { SimulatedCall } from "./simulatedRollout.js";
import type { SimulatedQuestion } from "./simulatedQuestion.js";
import { endlessThought } from "./thoughts.js";

/** Whether a run is in some trouble at a step. */
export const isTroubled = ({ trouble }: Behaviour, kind: AlarmId, step: number): boolean =>
  trouble !== null && trouble.kind === kind && step >= trouble.from;

/** Where a call is made. Boxes in page pixels. */
export interface CallPlace {
  readonly behaviour: Behaviour;
  readonly question: SimulatedQuestion;
  readonly page: PageDescription;
  readonly step: number;
  readonly made: readonly SimulatedCall[];
  /** The box that the model would ask for without any trouble. */
  readonly usual: Box;
}

/** The box with its sides about two and a half times as long, moved onto the page. */
function grown(random: Random, [x1, y1, x2, y2]: Box, page: Size): Box {
  const factor = random.range(2.3, 2.8);
  const along = (low: number, high: number, most: number): readonly [number, number] => {
    const side = Math.min((high - low) * factor, most * 0.72);
    const start = Math.min(Math.max(0, (low + high - side) / 2), most - side);
    return [Math.round(start), Math.round(start + side)];
  };
  const [left, right] = along(x1, x2, page.width);
  const [top, bottom] = along(y1, y2, page.height);
  return [left, top, right, bottom];
}

function elsewhere(random: Random, { question, page, usual }: CallPlace): Box {
  const isTarget = (box: Box) => question.targets.some(target => target.box.every((side, at) => side === box[at]));
  const others = page.panels.filter(({ box }) => !isTarget(box));
  return others.length === 0 ? usual : random.pick(others).box;
}

/** The box that is asked for: the usual one, unless the trouble of the run is about boxes. */
export function troubledBox(random: Random, place: CallPlace): Box {
  const { behaviour, page, step, made, usual } = place;
  if (behaviour.trouble === null || step < behaviour.trouble.from) return usual;
  switch (behaviour.trouble.kind) {
    case "page-boxes":
      return random.chance(0.7) ? [0, 0, page.width, page.height] : usual;
    case "repeated-boxes":
      return random.chance(0.9) ? (made.at(-1)?.requested ?? usual) : usual;
    case "giant-boxes":
      return random.chance(0.85) ? grown(random, random.pick(place.question.targets).box, page) : usual;
    case "refused-loop":
      return random.chance(0.85) ? [usual[2], usual[3], usual[0], usual[1]] : usual;
    case "second-zoom-decays":
      return made.length > 0 ? elsewhere(random, place) : usual;
    case "one-part-carries":
      return elsewhere(random, place);
    case "zoom-collapse":
    case "format-only":
    case "length-drift":
    case "cut-share":
      return usual;
    default: {
      const never: never = behaviour.trouble.kind;
      return never;
    }
  }
}

/** An answer that says what it says at length. A judge of open answers takes it all the same. */
export const withLongAnswer = (random: Random, answer: string): string =>
  `${answer}. ${endlessThought(random).slice(0, 120 + random.int(200))}`;
