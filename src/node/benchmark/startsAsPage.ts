const ofPage = /^\s*\{[^\n]{0,400}?"kind"\s*:\s*"page"/;

/** Whether the beginning of a file is that of pages as an import writes them. */
export const startsAsPage = (text: string): boolean => ofPage.test(text);
