import type { Random } from "./random.js";
import type { BoxedTaskKind } from "./taskKind.js";

const openings: Readonly<Record<BoxedTaskKind, readonly string[]>> = {
  panel_understanding: [
    "The question names one panel by its place, so I look for it first.",
    "I count the rows from the top to find the panel that is meant.",
    "The lettering is small at this size.",
    "I need that one panel and not its neighbours.",
  ],
  action_recognition: [
    "The marked character is small on the page.",
    "I should see the arms and legs of the marked character before I choose.",
    "Two of the options are close, so the posture matters.",
    "First the panel around the mark.",
  ],
  depth_comparison: [
    "Both marks lie in one panel, so one look at it should do.",
    "Who stands lower and larger is usually nearer.",
    "I compare the feet of A and B against the ground.",
    "The two figures overlap the same background.",
  ],
  character_identification: [
    "A and B are in different panels, so I need two looks.",
    "Hats and clothes tell these characters apart.",
    "At this size I cannot compare the faces.",
    "I look at A closely before B.",
  ],
  character_counting: [
    "I go through the panels one by one.",
    "The marked character has clothes that I can look for.",
    "Some panels show the character only in part.",
    "I count panels, not drawings.",
  ],
};

const looks = [
  "I zoom in on {where}.",
  "Next, {where}.",
  "A closer look at {where} will help.",
  "Let me see {where} at full size.",
  "Now {where}, with a little margin.",
];

/** Sentences that lead nowhere. */
export const sidetracks = [
  "The page has many panels, and I am not sure yet which of them matters; the one in the middle draws the eye, but that says nothing about the question.",
  "Perhaps the whole page is enough, perhaps not. The lines are thin and the lettering is hard to read, so whatever I say now would be a guess.",
  "I could start anywhere. The upper left corner is as good as any other place, and from there I can work along the row.",
  "Wait, I should read the question once more. It asks about something small, and at this size small things are a few dots.",
  "The colours are much the same everywhere, and two of the characters look alike from afar.",
];

const findings: Readonly<Record<BoxedTaskKind, readonly string[]>> = {
  panel_understanding: ["Now it can be read.", "The panel shows it clearly.", "That settles what is in this panel."],
  action_recognition: [
    "The posture leaves little doubt.",
    "Arms and legs fit only one of the options.",
    "That is what the character is doing.",
  ],
  depth_comparison: [
    "One of them stands lower and larger.",
    "The feet tell who is in front.",
    "The nearer one is drawn larger.",
  ],
  character_identification: [
    "I compare hat, hair and clothes of both.",
    "The clothes decide it.",
    "The faces and the colours can be compared now.",
  ],
  character_counting: [
    "I add up the panels that I have seen.",
    "That makes the count.",
    "Those are all the panels I found.",
  ],
};

const blind = [
  "I answer from the whole page.",
  "A zoom would cost more than it tells; the page as it is will do.",
  "From what I can see without zooming:",
];

/** What stands in the think tags before a call. `skill` from 0 to 1: an unpractised model is long-winded. */
export function thoughtBeforeCall(
  random: Random,
  task: BoxedTaskKind,
  call: number,
  where: string,
  skill: number,
): string {
  const rambling = random.chance(0.5 * (1 - skill)) ? random.shuffle(sidetracks).slice(0, 1 + random.int(3)) : [];
  const opening = call === 0 ? [random.pick(openings[task])] : [];
  return [...opening, ...rambling, random.pick(looks).replace("{where}", where)].join(" ");
}

/** What stands in the think tags before the answer. */
export function lastThought(random: Random, task: BoxedTaskKind, calls: number, skill: number): string {
  const rambling = random.chance(0.4 * (1 - skill)) ? random.shuffle(sidetracks).slice(0, 1 + random.int(2)) : [];
  return [...rambling, calls === 0 ? random.pick(blind) : random.pick(findings[task])].join(" ");
}

/** A thought that goes round in circles until the response is full. */
export function endlessThought(random: Random): string {
  return Array.from({ length: 30 + random.int(40) }, () => random.pick(sidetracks)).join(" ");
}
