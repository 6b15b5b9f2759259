import { drawIndoors, drawRooftop, drawStreet } from "./drawTown.js";
import { drawBurst, drawForest, drawHarbour, drawMeadow, drawSnow } from "./drawCountry.js";
import type { Hour, PanelDescription, SettingName } from "./pageDescription.js";
import { makeRandom } from "./random.js";
import { dog, type Scene, type Tints } from "./sceneryParts.js";

const tints: Readonly<Record<Hour, Tints>> = {
  day: {
    sky: "#cfe0de",
    cloud: "#fbf7ea",
    far: "#b9c9a6",
    near: "#8da06c",
    ground: "#b8bf8c",
    wood: "#8a6a4c",
    wall: "#e2cda6",
    roof: "#bf5a44",
    light: "#dfeaf0",
  },
  evening: {
    sky: "#f0cfa0",
    cloud: "#f9e6c8",
    far: "#c9a58a",
    near: "#8c8a5c",
    ground: "#c2a878",
    wood: "#7a563e",
    wall: "#dcb68c",
    roof: "#a84a3c",
    light: "#fbe08a",
  },
  night: {
    sky: "#7488a6",
    cloud: "#93a3ba",
    far: "#62769a",
    near: "#53705f",
    ground: "#7b8a8c",
    wood: "#5e4d48",
    wall: "#98988f",
    roof: "#7d4b4c",
    light: "#f7df86",
  },
};

/** Part of the panel's height that lies above the ground. */
export const horizonShare = 0.6;

function sceneOf(panel: PanelDescription, line: number): Scene {
  const [left, top, right, bottom] = panel.box;
  return {
    left,
    top,
    width: right - left,
    height: bottom - top,
    horizon: top + (bottom - top) * horizonShare,
    line: line * 0.75,
    tints: tints[panel.hour],
    random: makeRandom(panel.scenerySeed, "scenery"),
  };
}

const painters: Readonly<Record<SettingName, (scene: Scene, hour: Hour) => string>> = {
  meadow: drawMeadow,
  street: drawStreet,
  parlour: drawIndoors,
  harbour: drawHarbour,
  forest: drawForest,
  rooftop: drawRooftop,
  snow: drawSnow,
  burst: drawBurst,
};

/** The background of a panel in page pixels; it may reach over the frame, which clips it. `line`: width of an ink line. */
export function drawSetting(panel: PanelDescription, line: number): string {
  const scene = sceneOf(panel, line);
  const painted = painters[panel.setting](scene, panel.hour);
  const { random, left, top, width, height } = scene;
  const wanted =
    (panel.setting === "meadow" || panel.setting === "parlour" || panel.setting === "street") && random.chance(0.4);
  if (!wanted) return painted;
  return (
    painted +
    dog(
      scene,
      left + width * random.range(0.3, 0.7),
      top + height * random.range(0.74, 0.92),
      (height / 420) * 1.15,
      random.pick([1, -1]),
    )
  );
}
