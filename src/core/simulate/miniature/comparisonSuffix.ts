/** Ends the names of comparisons of miniatures, by which VS Code knows them. */
export const comparisonSuffix = ".loupe-miniature.json";
