/** The keys under which a row names its question, the first that it has. They hold a text or a number. */
export const questionKeys = ["question_id", "sample_id"] as const;
