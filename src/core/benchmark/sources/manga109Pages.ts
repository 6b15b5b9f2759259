import type { ImportProblem } from "../importProblem.js";
import { bodilessFaces } from "./bodilessFaces.js";
import { isCollectiveName } from "./collectiveName.js";
import type { SourceBubble, SourceCharacter, SourceObject, SourcePage, SourcePages } from "./sourcePage.js";
import { childrenNamed, descendantsNamed, type XmlElement } from "./xmlElement.js";
import { cornersOf, sizeOf, wholeOf } from "./xmlNumbers.js";

/** Who says what, by the ids of a book's texts: Manga109Dialog keeps it in files of its own. */
export type Speakers = ReadonlyMap<string, string>;

interface Book {
  readonly file: string;
  readonly dataset: string;
  readonly title: string;
  /** Characters whose name stands for many. */
  readonly collective: ReadonlySet<string>;
  readonly speakers: Speakers;
}

const qualified = ({ title }: Book, id: string): string => `${title}/${id}`;

function objectOf(element: XmlElement, book: Book): SourceObject {
  const id = element.attributes.get("id") ?? null;
  return {
    id: qualified(book, id ?? `line-${element.line}`),
    written_id: id,
    line: element.line,
    box: cornersOf(element),
    outline: null,
  };
}

function characterOf(element: XmlElement, book: Book): SourceCharacter {
  const character = element.attributes.get("character") ?? "";
  const isSomebody = character !== "" && !book.collective.has(character);
  return { ...objectOf(element, book), identity: isSomebody ? character : null, action: null };
}

function bubbleOf(element: XmlElement, book: Book, bodyOf: ReadonlyMap<string, string>): SourceBubble {
  const text = element.text.trim();
  const named = book.speakers.get(element.attributes.get("id") ?? "");
  const speaker = named === undefined ? null : qualified(book, named);
  return {
    ...objectOf(element, book),
    text: text === "" ? null : text,
    order: null,
    speaker: speaker === null ? null : (bodyOf.get(speaker) ?? speaker),
  };
}

function pageOf(element: XmlElement, index: number, book: Book): SourcePage {
  const image = `${String(index).padStart(3, "0")}.jpg`;
  const size = sizeOf(element);
  const bodies = childrenNamed(element, "body").map(body => characterOf(body, book));
  const faces = bodilessFaces(
    childrenNamed(element, "face").map(face => characterOf(face, book)),
    bodies,
  );
  const frames = childrenNamed(element, "frame").map(frame => ({ ...objectOf(frame, book), order: null }));
  const bubbles = childrenNamed(element, "text").map(text => bubbleOf(text, book, faces.bodyOf));
  const characters = [...bodies, ...faces.alone];
  return {
    file: book.file,
    file_name: `${book.title}/${image}`,
    image_names: [`${book.title}/${image}`],
    hints: [book.title, "images"],
    issue_id: `${book.dataset}/${book.title}`,
    index,
    size,
    split: null,
    direction: "rtl",
    is_spread: size !== null && size.width > size.height,
    panels: frames,
    characters,
    bubbles,
    other:
      element.children.filter(({ name }) => name !== "page").length -
      frames.length -
      characters.length -
      bubbles.length,
  };
}

function collectiveIds(characters: readonly XmlElement[]): ReadonlySet<string> {
  const collective = characters.filter(({ attributes }) => isCollectiveName(attributes.get("name") ?? ""));
  return new Set(collective.flatMap(({ attributes }) => attributes.get("id") ?? []));
}

function pagesOf(elements: readonly XmlElement[], book: Book): SourcePages {
  const pages = new Map<number, SourcePage>();
  const problems: ImportProblem[] = [];
  const leaveOut = (element: XmlElement, code: ImportProblem["code"], what: string) =>
    problems.push({
      file: book.file,
      annotation_id: element.attributes.get("index") ?? null,
      code,
      effect: "left-out",
      detail: `line ${element.line}: ${what}`,
    });
  for (const element of elements) {
    const index = wholeOf(element, "index");
    if (index === null) leaveOut(element, "no-page", "a page without a number");
    else if (pages.has(index)) leaveOut(element, "twice-the-id", `page ${index} stands in this book before`);
    else pages.set(index, pageOf(element, index, book));
  }
  return { pages: [...pages.values()], problems };
}

const below = (element: XmlElement, list: string, name: string): readonly XmlElement[] =>
  childrenNamed(element, list).flatMap(one => childrenNamed(one, name));

/**
 * The pages of a book of Manga109 (manga109/manga109api: `book > characters, pages > page > frame, body, face, text`,
 * corners as `xmin` … `ymax`). The files give no reading order; its pages are spreads that are read from right to left.
 * `stem` is the file's name without its ending, for a book without a title.
 */
export function manga109Pages(
  root: XmlElement,
  { file, stem, dataset, speakers }: { file: string; stem: string; dataset: string; speakers: Speakers },
): SourcePages {
  const title = root.attributes.get("title")?.trim() ?? "";
  const characters = below(root, "characters", "character");
  const collective = collectiveIds(characters);
  const book: Book = { file, dataset, title: title === "" ? stem : title, collective, speakers };
  return pagesOf(
    childrenNamed(root, "pages").flatMap(pages => descendantsNamed(pages, "page")),
    book,
  );
}

/** Who says what in a book, by Manga109Dialog: `page > speaker_to_text` with `text_id` and `speaker_id`. */
export function manga109Speakers(root: XmlElement): Speakers {
  const links = below(root, "pages", "page").flatMap(page => childrenNamed(page, "speaker_to_text"));
  const pairs = links.flatMap(({ attributes }): readonly (readonly [string, string])[] => {
    const [text, speaker] = [attributes.get("text_id"), attributes.get("speaker_id")];
    return text === undefined || speaker === undefined ? [] : [[text, speaker]];
  });
  return new Map(pairs);
}
