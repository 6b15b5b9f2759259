/** How long the workbench may take to show something, in milliseconds: it may share two slow cores with the tests. */
export const patience = 90_000;
