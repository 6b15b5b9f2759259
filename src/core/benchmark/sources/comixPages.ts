import type { ImportProblem } from "../importProblem.js";
import { attributeValues, type AttributeMeanings, type AttributeValues } from "../import/attributeValues.js";
import { outlineBox } from "../import/outlineBox.js";
import { bodilessFaces } from "./bodilessFaces.js";
import { isCollectiveName } from "./collectiveName.js";
import { joinTexts, type SourceText } from "./joinTexts.js";
import { linkedSpeakers, type SpeakerLink } from "./linkedSpeakers.js";
import type { SourceCharacter, SourceObject, SourcePage, SourcePages } from "./sourcePage.js";
import { childrenNamed, descendantsNamed, type XmlElement } from "./xmlElement.js";
import { pointsIn, sizeOf, wholeOf } from "./xmlNumbers.js";

export interface ComixFile {
  readonly file: string;
  /** The file's name without its ending: in CoMix it is the name of the folder of its images. */
  readonly stem: string;
  readonly dataset: string;
  readonly direction: SourcePage["direction"];
  /** What a mapping says of attributes that the format itself does not know: an order, an action, a transcription. */
  readonly meanings: AttributeMeanings;
}

interface Book extends ComixFile {
  readonly title: string;
  readonly collective: ReadonlySet<string>;
}

/** Before the ids of one page's annotations, which may be another's too. */
type Prefix = string;

const objectOf = (element: XmlElement, prefix: Prefix): SourceObject => {
  const id = element.attributes.get("id") ?? null;
  const outline = pointsIn(element.attributes.get("points"));
  return {
    id: `${prefix}${id ?? `line-${element.line}`}`,
    written_id: id,
    line: element.line,
    box: outline === null ? null : outlineBox(outline),
    outline,
  };
};

const mapped = ({ attributes }: XmlElement, book: Book): AttributeValues =>
  attributeValues(Object.fromEntries(attributes), book.meanings);

function characterOf(element: XmlElement, book: Book, prefix: Prefix): SourceCharacter {
  const character = element.attributes.get("character_id")?.trim() ?? "";
  const { identity, action } = mapped(element, book);
  const known = character === "" || book.collective.has(character) ? null : character;
  return { ...objectOf(element, prefix), identity: known ?? identity, action };
}

function textOf(element: XmlElement, book: Book, prefix: Prefix): SourceText {
  const { text, order } = mapped(element, book);
  const written = element.text.trim();
  const balloon = element.attributes.get("balloon_id");
  return {
    ...objectOf(element, prefix),
    text: written === "" ? text : written,
    order,
    speaker: null,
    balloon: balloon === undefined ? null : `${prefix}${balloon}`,
  };
}

function linkOf({ attributes }: XmlElement, prefix: Prefix): SpeakerLink {
  const [character, text] = [attributes.get("character_id"), attributes.get("text_id")];
  return {
    character: character === undefined ? null : `${prefix}${character}`,
    text: text === undefined ? null : `${prefix}${text}`,
    ends: pointsIn(attributes.get("points"))?.[0] ?? [],
  };
}

/** `<book>/<page, three digits>.jpg`, where the book's folder is called as its file or as its title. */
function imageNames({ stem, title }: Book, index: number): readonly string[] {
  const number = String(index).padStart(3, "0");
  return [...new Set([stem, title])].map(folder => `${folder}/${number}.jpg`);
}

function pageOf(element: XmlElement, index: number, book: Book): SourcePage {
  const prefix: Prefix = `${book.stem}/${index}/`;
  const all = <T>(name: string, read: (element: XmlElement, book: Book, prefix: Prefix) => T): readonly T[] =>
    childrenNamed(element, name).map(one => read(one, book, prefix));
  const bodies = all("character", characterOf);
  const faces = bodilessFaces(all("face", characterOf), bodies);
  const characters = [...bodies, ...faces.alone];
  const balloons = all("balloon", textOf);
  const { bubbles, bubbleOf } = joinTexts(balloons, all("text", textOf));
  const links = childrenNamed(element, "link_sbsc").map(link => linkOf(link, prefix));
  const speakers = linkedSpeakers(links, { bubbles, characters, bubbleOf, bodyOf: faces.bodyOf });
  const panels = all("panel", panel => ({ ...objectOf(panel, prefix), order: mapped(panel, book).order }));
  const [image = ""] = imageNames(book, index);
  return {
    file: book.file,
    file_name: image,
    image_names: imageNames(book, index),
    hints: [book.stem, book.title, "images"],
    issue_id: `${book.dataset}/${book.stem}`,
    index,
    size: sizeOf(element),
    split: null,
    direction: book.direction,
    is_spread: false,
    panels,
    characters,
    bubbles: bubbles.map(bubble => ({ ...bubble, speaker: speakers.get(bubble.id) ?? null })),
    other:
      element.children.filter(({ name }) => name !== "page").length -
      panels.length -
      characters.length -
      bubbles.length,
  };
}

/** The book element and those below it that hold its lists; the root may be the book itself. */
function bookElement(root: XmlElement): XmlElement {
  return root.name === "book" ? root : (childrenNamed(root, "book")[0] ?? root);
}

const below = (element: XmlElement, list: string, name: string): readonly XmlElement[] =>
  childrenNamed(element, list).flatMap(one => childrenNamed(one, name));

function pagesOf(elements: readonly XmlElement[], book: Book): SourcePages {
  const pages = new Map<number, SourcePage>();
  const problems: ImportProblem[] = [];
  for (const element of elements) {
    const id = element.attributes.get("id") ?? null;
    const index = wholeOf(element, "id") ?? wholeOf(element, "index");
    const tell = (code: ImportProblem["code"], what: string) =>
      problems.push({
        file: book.file,
        annotation_id: id,
        code,
        effect: "left-out",
        detail: `line ${element.line}: ${what}`,
      });
    if (index === null) tell("no-page", "a page without a number");
    else if (pages.has(index)) tell("twice-the-id", `page ${index} stands in this book before`);
    else pages.set(index, pageOf(element, index, book));
  }
  return { pages: [...pages.values()], problems };
}

/**
 * The pages of a book in CoMix's form (emanuelevivoli/CoMix, FORMAT.md: `annotations > book > characters, pages > page >
 * panel, text, character, balloon, face, onomatopoeia, link_sbsc`, corners as `points`). Who is who across pages is in it,
 * and who says what; an order of panels is not, unless a mapping names an attribute for it.
 */
export function comixPages(root: XmlElement, file: ComixFile): SourcePages {
  const element = bookElement(root);
  const title = element.attributes.get("title")?.trim() ?? "";
  const collective = below(element, "characters", "character").filter(({ attributes }) =>
    isCollectiveName(attributes.get("name") ?? ""),
  );
  const ids = new Set(collective.flatMap(({ attributes }) => attributes.get("id") ?? []));
  return pagesOf(
    childrenNamed(element, "pages").flatMap(pages => descendantsNamed(pages, "page")),
    {
      ...file,
      title: title === "" ? file.stem : title,
      collective: ids,
    },
  );
}
