/** How the file of a run configuration ends; the manifest, which binds the form and the schema to it, says so too. */
export const runConfigSuffix = ".loupe-run.json";
