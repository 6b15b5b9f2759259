import * as z from "zod";

/** Which texts of a rollout are searched: all of them, the prompt alone, or what was answered to it. */
export const searchPlaces = ["all", "prompt", "response"] as const;
export type SearchPlace = (typeof searchPlaces)[number];

/** The longest text that is searched for, in UTF-16 units. */
export const longestSearch = 1000;

/** What is searched for in the texts of rollouts. */
export const searchQuerySchema = z.object({
  text: z.string().min(1).max(longestSearch),
  isCaseSensitive: z.boolean(),
  isWholeWord: z.boolean(),
  /** The text is a regular expression of JavaScript with the flags `u` and `m`. */
  isRegex: z.boolean(),
  place: z.enum(searchPlaces),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;
