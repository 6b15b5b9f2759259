import type { Random } from "./random.js";
import type { SimulatedQuestion } from "./simulatedQuestion.js";

const wrongTexts = ["in a meadow", "on a roof", "BANG!", "in a street", "HELLO?", "nothing", "at a harbour", "LATER"];

/** An answer that is not the right one, of the kind that the question asks for. */
export function wrongAnswer(random: Random, question: SimulatedQuestion): string {
  switch (question.answer_type) {
    case "choice":
      return random.pick(question.options.map(({ label }) => label).filter(label => label !== question.answer));
    case "integer":
      return String(Number(question.answer) + random.pick([-1, 1, 1, 2]));
    case "open":
      return random.pick(wrongTexts.filter(text => text !== question.answer));
    default: {
      const never: never = question.answer_type;
      return never;
    }
  }
}
