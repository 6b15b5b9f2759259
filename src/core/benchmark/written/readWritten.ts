import * as z from "zod";
import type { WrittenPair } from "../writingsOf.js";
import { replyJson, type ReplyDamage } from "./replyJson.js";

export type WrittenRead<Value> =
  | { readonly kind: "read"; readonly value: Value }
  | { readonly kind: "refused" }
  | { readonly kind: "damaged"; readonly code: ReplyDamage };

/** Characters. A model that repeats itself goes far beyond. */
const longest = { caption: 4000, question: 500, answer: 1000, text: 2000 } as const;

const captionSchema = z.looseObject({ caption: z.string() });
const textSchema = z.looseObject({ text: z.string() });
const pairsSchema = z.looseObject({
  pairs: z.array(
    z.looseObject({
      question: z.string(),
      answer: z.string(),
      alternatives: z.array(z.string()).nullish(),
    }),
  ),
});

const line = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** A half of a character cannot be written to a file as UTF-8, nor hashed. */
const hasHalves = (text: string): boolean => /\p{Surrogate}/u.test(text);

function faultOf(text: string, most: number): ReplyDamage | null {
  if (hasHalves(text)) return "not-text";
  if (text === "") return "empty";
  return text.length > most ? "too-long" : null;
}

function read<Shape, Value>(
  reply: string,
  schema: z.ZodType<Shape>,
  valueOf: (shape: Shape) => Value,
  faultsOf: (value: Value) => readonly (ReplyDamage | null)[],
): WrittenRead<Value> {
  const json = replyJson(reply);
  if (json.kind !== "json") return json;
  const shape = schema.safeParse(json.value);
  if (!shape.success) return { kind: "damaged", code: "wrong-shape" };
  const value = valueOf(shape.data);
  const [fault] = faultsOf(value).flatMap(one => one ?? []);
  return fault === undefined ? { kind: "read", value } : { kind: "damaged", code: fault };
}

/** The caption of a panel. */
export function readCaption(reply: string): WrittenRead<string> {
  return read(
    reply,
    captionSchema,
    ({ caption }) => line(caption),
    caption => [faultOf(caption, longest.caption)],
  );
}

/** The words of a balloon; empty: it has none that can be read. */
export function readBalloonText(reply: string): WrittenRead<string> {
  return read(
    reply,
    textSchema,
    ({ text }) => (/^\s*\[?(?:…|\.\.\.)\]?\s*$/.test(text) ? "" : line(text)),
    text => [text === "" ? null : faultOf(text, longest.text)],
  );
}

function pairsOf({ pairs }: z.infer<typeof pairsSchema>): readonly WrittenPair[] {
  const lines = pairs.map(({ question, answer, alternatives }) => {
    const [asked, said] = [line(question), line(answer)];
    const others = new Set((alternatives ?? []).map(line).filter(text => text !== "" && text !== said));
    // Where the panel stands is put before the question from the order of the page (paper, D.1).
    return { question: asked, answer: said, alternatives: [...others], position: null };
  });
  // The same question twice is one question.
  return [...new Map(lines.toReversed().map(pair => [pair.question.toLowerCase(), pair])).values()].toReversed();
}

/** Questions with answers about a panel; none: the model found nothing to ask. */
export function readPairs(reply: string): WrittenRead<readonly WrittenPair[]> {
  return read(reply, pairsSchema, pairsOf, pairs =>
    pairs.flatMap(({ question, answer, alternatives }) => [
      faultOf(question, longest.question),
      ...[answer, ...alternatives].map(text => faultOf(text, longest.answer)),
    ]),
  );
}
