import { canonicalJson } from "../../benchmark/canonicalJson.js";
import { sha256 } from "../../benchmark/sha256.js";
import type { SetWriting } from "../../benchmark/setWriting.js";
import { actionPhrases } from "../figureAction.js";
import type { PanelDescription } from "../pageDescription.js";
import { panelPairs, settingAnswers } from "../panelPairs.js";
import type { AnnotatedPage } from "./planAnnotatedPages.js";

/** Stands where a model's name stands, so that nobody takes it for a model's work. */
const maker = "made by loupe bench sample";

/** No line was written at any hour: the same options give the same bytes. */
const at = "1970-01-01T00:00:00.000Z";

/** Every fifth page has nothing, as where writing was broken off. */
export const isWritten = ({ number }: AnnotatedPage): boolean => number % 5 !== 4;

const counts = ["Nobody", "One person", "Two people", "Three people", "Four people", "Five people"] as const;

/** What is to be seen in a panel, in two or three sentences. */
function captionOf({ figures, setting, balloons }: PanelDescription): string {
  const place = setting === "burst" ? "before a background of rays" : settingAnswers[setting];
  const doing = figures.map(({ action }) => `one is ${actionPhrases[action]}`).join(", ");
  const said = balloons.map(({ lines }) => `“${lines.join(" ")}”`).join(", ");
  return [
    `${counts[figures.length] ?? "Many people"} ${place}${doing === "" ? "" : `: ${doing}`}.`,
    ...(said === "" ? [] : [`In balloons: ${said}.`]),
  ].join(" ");
}

const asked = (question: string) => question.charAt(0).toUpperCase() + question.slice(1);

function writtenOf(panel: PanelDescription, id: string): readonly SetWriting["written"][] {
  const pairs = panelPairs(panel).map(({ question, answer }) => ({
    question: asked(question),
    answer,
    alternatives: [],
    position: null,
  }));
  return [
    { what: "caption", panel: id, text: captionOf(panel) },
    { what: "pairs", panel: id, pairs },
  ];
}

/**
 * What a model could have written about a made-up page, all of it true: a caption of each panel, and questions with
 * answers. `idOf` gives the annotation that a key got, as `<split>/<id>`; `pageId` that of the page.
 */
export function writeOfPage(page: AnnotatedPage, pageId: string, idOf: (key: string) => string): readonly SetWriting[] {
  if (!isWritten(page)) return [];
  const { split, file_name } = page;
  return page.description.panels.flatMap(panel =>
    writtenOf(panel, idOf(`p${panel.index}`)).map(written => {
      const key = sha256(canonicalJson({ maker, split, file_name, written }));
      return {
        ...{ v: 1, kind: "writing", id: `wri-${key.slice(0, 16)}`, key, page_id: pageId, written },
        ...{ model: maker, prompt_id: maker, prompt_sha: sha256(maker), at, file_name, split },
      } as const;
    }),
  );
}
