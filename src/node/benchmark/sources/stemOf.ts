/** The name of a file without its folders and its ending; of paths with forward slashes. */
export const stemOf = (path: string): string => (path.split("/").at(-1) ?? path).replace(/\.[^.]*$/, "");
