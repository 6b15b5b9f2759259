import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replyJson } from "../../../src/core/benchmark/written/replyJson.js";
import { readBalloonText, readCaption, readPairs } from "../../../src/core/benchmark/written/readWritten.js";

const caption = '{"caption": "A dog."}';
const read = { kind: "read", value: "A dog." };

describe("the JSON of a reply", () => {
  it.each([
    ["alone", caption],
    ["between blank lines", `\n\n${caption}\n`],
    ["in a fence", `\`\`\`json\n${caption}\n\`\`\``],
    ["in a fence without a language, with Windows' line ends", `\`\`\`\r\n${caption}\r\n\`\`\`\r\n`],
    ["in a fence after a sentence", `Here it is:\n\`\`\`JSON\n${caption}\n\`\`\`\nIs that good?`],
    ["after a thought that has JSON of its own", `<think>{"caption": "A cat."}</think>\n${caption}`],
    ["spread over lines", '{\n  "caption":\n  "A dog."\n}'],
  ])("is found %s", (_where, reply) => {
    expect(readCaption(reply)).toEqual(read);
  });

  it.each([
    ["after a sentence", `Here it is: ${caption}`],
    ["in one of two fences", `\`\`\`\n${caption}\n\`\`\`\n\`\`\`\n${caption}\n\`\`\``],
    ["that was cut", '{"caption": "A do'],
    ["with a comma too many", '{"caption": "A dog.",}'],
    ["twice", `${caption}\n${caption}`],
  ])("is not guessed %s", (_where, reply) => {
    expect(readCaption(reply)).toEqual({ kind: "damaged", code: "not-json" });
  });

  it("is missing where the thought never ends, and where there is nothing", () => {
    expect(readCaption(`<think>Let me see ${caption}`)).toEqual({ kind: "damaged", code: "unfinished-thought" });
    expect(readCaption("<think>Done.</think>\n")).toEqual({ kind: "damaged", code: "empty" });
  });

  it.each([
    "I'm sorry, but I can't help with that.",
    "I cannot describe this image.",
    "I’m unable to assist with this request.",
  ])("is refused: %s", reply => {
    expect(replyJson(reply)).toEqual({ kind: "refused" });
  });

  it("is not refused by words that stand inside it", () => {
    expect(readBalloonText('{"text": "I\'m sorry, I can\'t help it!"}')).toEqual({
      ...{ kind: "read", value: "I'm sorry, I can't help it!" },
    });
  });

  it("is given back as it was, whatever it is, fenced or not", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.boolean(), (value, isFenced) => {
        const json = JSON.stringify(value);
        fc.pre(!json.includes("```") && !json.includes("</think>"));
        const reply = isFenced ? `\`\`\`json\n${json}\n\`\`\`` : json;
        expect(replyJson(reply)).toEqual({ kind: "json", value: JSON.parse(json) as unknown });
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), reply => {
        for (const reader of [readCaption, readBalloonText, readPairs])
          expect(["read", "refused", "damaged"]).toContain(reader(reply).kind);
      }),
    );
  });
});

describe("a caption", () => {
  it("is one line of text", () => {
    expect(readCaption('{"caption": "  A\\n\\n dog.\\t", "sure": true}')).toEqual(read);
  });

  it.each([
    ['{"text": "A dog."}', "wrong-shape"],
    ['{"caption": 3}', "wrong-shape"],
    ['"A dog."', "wrong-shape"],
    ['{"caption": " "}', "empty"],
    [JSON.stringify({ caption: "dog ".repeat(1100) }), "too-long"],
    ['{"caption": "half a character: \\ud83d"}', "not-text"],
  ])("is damaged: %s", (reply, code) => {
    expect(readCaption(reply)).toEqual({ kind: "damaged", code });
  });
});

describe("the text of a balloon", () => {
  it.each(['{"text": ""}', '{"text": " \\n"}', '{"text": "[…]"}', '{"text": "..."}'])("may be none: %s", reply => {
    expect(readBalloonText(reply)).toEqual({ kind: "read", value: "" });
  });

  it("keeps capitals, gaps and its own language", () => {
    expect(readBalloonText('{"text": "HÉ LÀ!\\nOÙ […] TU?"}')).toEqual({ kind: "read", value: "HÉ LÀ! OÙ […] TU?" });
  });
});

describe("questions with answers", () => {
  const pairs = (...list: readonly unknown[]) => readPairs(JSON.stringify({ pairs: list }));

  it("have other answers, and no position: that comes from the order of the page", () => {
    expect(pairs({ question: "Who?", answer: "A dog.", alternatives: ["the dog", " A dog. ", "", "the dog"] })).toEqual(
      {
        kind: "read",
        value: [{ question: "Who?", answer: "A dog.", alternatives: ["the dog"], position: null }],
      },
    );
    expect(pairs({ question: "Who?", answer: "A dog.", alternatives: null })).toMatchObject({ kind: "read" });
  });

  it("may be none", () => {
    expect(pairs()).toEqual({ kind: "read", value: [] });
  });

  it("count once where the same is asked twice: the first holds", () => {
    const read = pairs({ question: "Who?", answer: "A dog." }, { question: "WHO? ", answer: "A cat." });
    expect(read).toMatchObject({ kind: "read", value: [{ answer: "A dog." }] });
  });

  it.each([
    ["without an answer", { question: "Where?", answer: "" }, "empty"],
    ["without a question", { question: " ", answer: "A dog." }, "empty"],
    ["with a number", { question: "How many?", answer: 3 }, "wrong-shape"],
    ["of another shape", { q: "Who?", a: "A dog." }, "wrong-shape"],
    ["that repeats itself", { question: "Who? ".repeat(200), answer: "A dog." }, "too-long"],
  ])("are damaged as a whole by one %s", (_which, pair, code) => {
    expect(pairs({ question: "Who?", answer: "A dog." }, pair)).toEqual({ kind: "damaged", code });
  });
});
