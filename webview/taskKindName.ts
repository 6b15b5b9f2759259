/** A task kind as datasets write it, `character_identification`, as a name; one that is a name already stays as it is. */
export const taskKindName = (written: string) =>
  /^[a-z]+([_-][a-z]+)*$/.test(written)
    ? written.replace(/[_-]/g, " ").replace(/\b[a-z]/g, letter => letter.toUpperCase())
    : written;
