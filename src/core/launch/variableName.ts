/** What may be the name of a variable of `sh`, and so that of a secret. */
export const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
