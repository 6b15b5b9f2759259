/** Raised when the same pages, options and seed give other questions than before. */
export const generatorVersion = 2;
