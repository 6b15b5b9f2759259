/** A path of any system with one kind of separator, to be compared and never to be opened. */
export const forwardSlashes = (path: string): string => path.replaceAll("\\", "/");
