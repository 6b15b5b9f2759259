import type { Size } from "../page/size.js";
import { roster } from "./castMember.js";
import { describePanel, type PanelPlan } from "./describePanel.js";
import type { Hour, PageDescription, SettingName } from "./pageDescription.js";
import { panelFrames, type PanelFrame } from "./panelFrame.js";
import { makeRandom, type Random } from "./random.js";
import { stories, type Story } from "./stories.js";

const outdoors: readonly SettingName[] = ["meadow", "street", "harbour", "forest", "rooftop", "snow"];
const papers = ["#f6efdd", "#f3ead6", "#faf4e6", "#f1e9dc"] as const;

/**
 * A made-up comic page of a seed: the same seed, size and number give the same page everywhere.
 * `size` is in pixels; all boxes of the description count in the same page pixels.
 */
export function describePage(seed: number, size: Size, number: number): PageDescription {
  const random = makeRandom(seed, "page", number);
  const margin = Math.round(Math.min(size.width, size.height) * 0.036);
  const shape = { ...size, margin, gutter: Math.round(margin * random.range(0.34, 0.55)) };
  const frames = panelFrames(random, shape);
  const em = 0.058 * Math.sqrt(meanArea(frames));
  const ink = em * 0.12;
  const story = stories[number % stories.length] ?? random.pick(stories);
  const cast = random.shuffle(roster).slice(0, 4 + random.int(2));
  const plans = panelPlans(random, frames, story);
  return {
    id: `page-${String(number + 1).padStart(3, "0")}`,
    number: number + 1,
    title: story.title,
    ...size,
    ink,
    paper: random.pick(papers),
    cast,
    panels: plans.map((plan, index) => describePanel(makeRandom(seed, "panel", number, index), plan, cast, em)),
  };
}

function meanArea(frames: readonly PanelFrame[]): number {
  const areas = frames.map(({ box: [left, top, right, bottom] }) => (right - left) * (bottom - top));
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

/** Where each panel plays and what is said in it: scenes change at captions, lines follow the story. */
function panelPlans(random: Random, frames: readonly PanelFrame[], story: Story): readonly PanelPlan[] {
  const hours: readonly Hour[] = random.pick([
    ["day", "day", "evening"],
    ["day", "evening", "night"],
    ["night", "night", "day"],
  ]);
  const settings: readonly SettingName[] = [random.pick(outdoors), "parlour", random.pick(outdoors)];
  const shuffled = random.shuffle(settings);
  const third = Math.ceil(frames.length / 3);
  let line = 0;
  return frames.map((frame, index) => {
    const scene = Math.min(2, Math.floor(index / third));
    const opens = index % third === 0;
    const [left, top, right, bottom] = frame.box;
    const aspect = (right - left) / (bottom - top);
    const wanted = opens || aspect < 0.8 || aspect > 2.1 ? 1 : random.pick([1, 1, 2, 2, 0]);
    const lines = Array.from({ length: wanted }, () => story.lines[line++ % story.lines.length] ?? "");
    const sound = !opens && wanted < 2 && random.chance(0.55) ? random.pick(story.sounds) : null;
    return {
      frame,
      index,
      setting: shuffled[scene] ?? "meadow",
      hour: hours[scene] ?? "day",
      lines,
      caption: opens ? (story.captions[scene] ?? null) : null,
      sound,
    };
  });
}
