/** One option of a choice question: its letter, and its text. */
export interface AnswerOption {
  readonly label: string;
  readonly text: string;
}
