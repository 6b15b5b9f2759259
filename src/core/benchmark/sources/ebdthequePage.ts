import type { ImportProblem } from "../importProblem.js";
import { attributeValues, type AttributeMeanings, type AttributeValues } from "../import/attributeValues.js";
import { outlineBox } from "../import/outlineBox.js";
import { pagePlace } from "../import/pagePlace.js";
import { joinTexts, type SourceText } from "./joinTexts.js";
import { linkedSpeakers, type SpeakerLink } from "./linkedSpeakers.js";
import type { SourceCharacter, SourceObject, SourcePage, SourcePages } from "./sourcePage.js";
import { childrenNamed, type XmlElement } from "./xmlElement.js";
import { numberIn, pointsIn, sizeOf } from "./xmlNumbers.js";

export interface EbdthequeFile {
  readonly file: string;
  /** The file's name without its ending. */
  readonly stem: string;
  readonly dataset: string;
  /** What a mapping says of attributes that the format itself does not know: who a character is. */
  readonly meanings: AttributeMeanings;
}

/** What is drawn around on a page, with all that is said of it: `metadata` inside a shape speaks of the shape. */
interface Shape {
  readonly object: SourceObject;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string | null;
}

function shapeOf(element: XmlElement, at: number, kind: string, { stem }: EbdthequeFile): Shape {
  const metadata = childrenNamed(element, "metadata");
  const attributes = new Map([element, ...metadata].flatMap(one => [...one.attributes]));
  const id = attributes.get("id") ?? null;
  const outline = pointsIn(attributes.get("points"));
  const words = [element, ...metadata].map(({ text }) => text.trim()).filter(text => text !== "");
  return {
    object: {
      // Most ids begin with the page's name already, but some files leave them out.
      id: `${stem}/${id ?? `${kind}-${at}`}`,
      written_id: id,
      line: element.line,
      box: outline === null ? null : outlineBox(outline),
      outline,
    },
    attributes,
    text: words.length === 0 ? null : words.join("\n"),
  };
}

const drawn = new Set(["polygon", "polyline", "line", "rect"]);

/** What `<svg class="…">` holds; a page may have several of a class, and the later ones go on. */
function shapesOf(root: XmlElement, names: readonly string[], file: EbdthequeFile): readonly Shape[] {
  return childrenNamed(root, "svg")
    .filter(({ attributes }) => names.includes(attributes.get("class") ?? ""))
    .flatMap(({ children }) => children.filter(({ name }) => drawn.has(name)))
    .map((element, at) => shapeOf(element, at, names[0] ?? "", file));
}

const rankOf = ({ attributes }: Shape): number | null => numberIn(attributes.get("rank"));

function named(shape: Shape, key: string, { stem }: EbdthequeFile): string | null {
  const id = shape.attributes.get(key)?.trim() ?? "";
  return id === "" ? null : `${stem}/${id}`;
}

const mapped = (shape: Shape, { meanings }: EbdthequeFile): AttributeValues =>
  attributeValues(Object.fromEntries(shape.attributes), meanings);

const textOf = (shape: Shape, file: EbdthequeFile): SourceText => ({
  ...shape.object,
  text: shape.text ?? mapped(shape, file).text,
  order: rankOf(shape),
  speaker: null,
  balloon: named(shape, "idBalloon", file),
});

function characterOf(shape: Shape, file: EbdthequeFile): SourceCharacter {
  const { identity, action } = mapped(shape, file);
  return { ...shape.object, identity, action };
}

/** A character names the balloon that it speaks, and `linkSBSC` names both. */
function linksOf(characters: readonly Shape[], links: readonly Shape[], file: EbdthequeFile): readonly SpeakerLink[] {
  const own = characters.map(shape => ({
    character: shape.object.id,
    text: named(shape, "idBalloon", file),
    ends: [],
  }));
  const apart = links.map(shape => ({
    character: named(shape, "idCharacter", file),
    text: named(shape, "idBalloon", file),
    ends: shape.object.outline?.[0] ?? [],
  }));
  return [...own, ...apart];
}

interface Sheet {
  readonly image: XmlElement | null;
  readonly metadata: ReadonlyMap<string, string>;
}

function sheetOf(root: XmlElement): Sheet {
  const pages = childrenNamed(root, "svg").filter(({ attributes }) => attributes.get("class") === "Page");
  const image = pages.flatMap(page => childrenNamed(page, "image"))[0] ?? null;
  const metadata = pages.flatMap(page => childrenNamed(page, "metadata")).flatMap(one => [...one.attributes]);
  return { image, metadata: new Map(metadata) };
}

function directionOf({ metadata }: Sheet): SourcePage["direction"] {
  const said = metadata.get("readingDirection")?.trim() ?? "";
  return /^(?:right|rtl)/i.test(said) ? "rtl" : /^(?:left|ltr)/i.test(said) ? "ltr" : null;
}

/** The name of the page's image without its folders: `../Pages/NAME.jpg` says where it lay, not where it lies. */
function imageName({ image }: Sheet, { stem }: EbdthequeFile): string {
  const href = image?.attributes.get("href") ?? "";
  const name = /^data:/i.test(href) ? "" : (href.split(/[\\/]/).at(-1) ?? "");
  return name === "" ? `${stem}.jpg` : name;
}

function bubblesOf(root: XmlElement, characters: readonly Shape[], file: EbdthequeFile) {
  const balloons = shapesOf(root, ["Balloon"], file).map(shape => textOf(shape, file));
  const lines = shapesOf(root, ["Line"], file).map(shape => textOf(shape, file));
  const { bubbles, bubbleOf, joined } = joinTexts(balloons, lines);
  const said = bubbles.filter(({ id }) => balloons.some(balloon => balloon.id === id));
  const links = linksOf(characters, shapesOf(root, ["linkSBSC"], file), file);
  const people = characters.map(shape => characterOf(shape, file));
  const speakers = linkedSpeakers(links, { bubbles: said, characters: people, bubbleOf, bodyOf: new Map() });
  return {
    bubbles: said.map(bubble => ({ ...bubble, speaker: speakers.get(bubble.id) ?? null })),
    // Lines outside every balloon are captions and sounds, of which the set says no more than where each line is.
    other: joined + bubbles.length - said.length,
  };
}

const unknownShape = (file: string, detail: string): SourcePages => ({
  pages: [],
  problems: [{ file, annotation_id: null, code: "unknown-shape", effect: "left-out", detail }],
});

/**
 * The page of a file of eBDtheque (SVG: `svg[class=Page] > image`, then one `svg` for each class, whose polygons have a
 * `metadata` with `id`, `rank`, `idBalloon` …). The set gives the reading order as `rank`, of panels and of balloons.
 */
export function ebdthequePage(root: XmlElement, file: EbdthequeFile): SourcePages {
  const sheet = sheetOf(root);
  if (root.name !== "svg" || childrenNamed(root, "svg").length === 0)
    return unknownShape(file.file, "no svg with a class in it");
  const people = shapesOf(root, ["Character", "Object"], file);
  const { bubbles, other } = bubblesOf(root, people, file);
  const panels = shapesOf(root, ["Panel"], file);
  const name = imageName(sheet, file);
  const page: SourcePage = {
    file: file.file,
    file_name: name,
    image_names: [name],
    hints: ["Pages"],
    ...pagePlace(name, file.dataset),
    size: (sheet.image === null ? null : sizeOf(sheet.image)) ?? sizeOf(root),
    split: null,
    direction: directionOf(sheet),
    is_spread: sheet.metadata.get("doublePage")?.trim().toLowerCase() === "true",
    panels: panels.map(shape => ({ ...shape.object, order: rankOf(shape) })),
    characters: people.map(shape => characterOf(shape, file)),
    bubbles,
    other: other + shapesOf(root, ["linkSBSC", "TextArea"], file).length,
  };
  return { pages: [page], problems: noPageProblems(sheet, file) };
}

function noPageProblems({ image }: Sheet, { file, stem }: EbdthequeFile): readonly ImportProblem[] {
  if (image !== null) return [];
  const detail = `no image is named: ${stem}.jpg is looked for`;
  return [{ file, annotation_id: null, code: "no-page", effect: "repaired", detail }];
}
