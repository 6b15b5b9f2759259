import * as z from "zod";

/** Items of a page at most, and when nobody says how many. */
export const mostItems = 100;
const usualItems = 20;

/** How a model asks for a part of a long answer. */
export const pageInput = {
  offset: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe("Items to leave out: the `next` of the page before."),
  limit: z.number().int().min(1).max(mostItems).default(usualItems).describe("Items of the page."),
};
