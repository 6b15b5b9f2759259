const annotations = /^<annotations\b[\s\S]*?<book\b/;
const book = /^<book\b/;
/** What a book of Manga109 never has: its boxes are four numbers, and it has no stories. */
const onlyInComix = /<stories\b|\spoints\s*=/;

/**
 * True where an XML file, given from its first element on, is a book in CoMix's form, whether or not the book stands in an
 * element of its own. CVAT's own export begins with `annotations` too, and has images in place of books.
 */
export const isComixBeginning = (beginning: string): boolean =>
  (annotations.test(beginning) && !beginning.includes("<image")) ||
  (book.test(beginning) && onlyInComix.test(beginning));
