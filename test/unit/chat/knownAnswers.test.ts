import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { imageOptionsSchema } from "../../../src/core/benchmark/export/imageOptions.js";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { promptOf } from "../../../src/core/benchmark/prompts/promptOf.js";
import { questionValues } from "../../../src/core/benchmark/prompts/questionValues.js";
import { renderTemplate } from "../../../src/core/benchmark/prompts/renderTemplate.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { boxOnPage } from "../../../src/core/evaluation/boxOnPage.js";
import { lastAnswer } from "../../../src/core/evaluation/lastAnswer.js";
import { boxConventions } from "../../../src/core/evaluation/modelFamily.js";
import { parseChoice } from "../../../src/core/evaluation/parseChoice.js";
import { readBoxes } from "../../../src/core/evaluation/readBoxes.js";
import { zoomToolSchema, zoomToolText } from "../../../src/core/launch/zoomToolText.js";
import type { Box } from "../../../src/core/page/box.js";
import { iou } from "../../../src/core/page/iou.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { smartResize } from "../../../src/core/page/smartResize.js";
import { renderQuestion } from "../../../src/node/benchmark/renderQuestion.js";
import type { ChatAnswer } from "../../../src/node/endpoint/chatAnswer.js";
import type { ChatMessage, ChatPart, ChatRequest } from "../../../src/node/endpoint/chatRequest.js";
import { byLooks } from "../../fixtures/chat/byPictures.js";
import { judgePolicy } from "../../fixtures/chat/judgePolicy.js";
import { knownPolicy, type KnownPolicyOptions } from "../../fixtures/chat/knownPolicy.js";
import { seededOutcomes } from "../../fixtures/chat/plannedOutcome.js";
import {
  startChatServer,
  type ChatServerOptions,
  type RunningChatServer,
} from "../../fixtures/chat/startChatServer.js";
import { answerTold } from "../../fixtures/chat/wordings.js";
import { writeMadeBenchmark } from "../../fixtures/madeBenchmark.js";
import { madeClient, patience } from "../endpoint/madeClient.js";

const folder = mkdtempSync(join(tmpdir(), "loupe-"));
let pages: readonly PageRecord[] = [];
let questions: readonly QuestionRecord[] = [];
beforeAll(async () => {
  ({ pages, questions } = await writeMadeBenchmark(folder, 4));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: RunningChatServer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
async function serving(options: ChatServerOptions): Promise<RunningChatServer> {
  const server = await startChatServer(options);
  open.push(server);
  return server;
}

const of = (task: QuestionRecord["task"], page = 0): QuestionRecord => {
  const found = questions.filter(question => question.task === task)[page];
  if (found === undefined) throw new Error(task);
  return found;
};

const known = (options: Partial<KnownPolicyOptions> = {}) =>
  knownPolicy({
    ...{ questions, outcomeOf: () => "correct" as const, byPictures: byLooks({ folder, pages }) },
    ...options,
  });

/** The pictures of a question as a client would send them, at most so wide. */
async function picturesOf(question: QuestionRecord, input: "page" | "panel", width = 280): Promise<ChatPart[]> {
  const bytes = readFileSync(join(folder, question.image));
  const page = pages.find(({ id }) => id === question.page_id) ?? null;
  const drawn = await renderQuestion(bytes, question, page, imageOptionsSchema.parse({ input }));
  if (drawn.kind !== "rendered") throw new Error(drawn.kind);
  return Promise.all(
    drawn.images.map(async image => ({
      ...{ kind: "image" as const, mime: "image/jpeg", detail: null },
      bytes: await sharp(image.bytes).resize({ width, withoutEnlargement: true }).jpeg().toBuffer(),
    })),
  );
}

async function requestOf(question: QuestionRecord, input: "page" | "panel" | "zoom", seed = 7): Promise<ChatRequest> {
  const use = input === "zoom" ? "reason" : "answer";
  const prompt = promptOf(builtInPrompts, question.task, input, use);
  if (prompt === null) throw new Error(`no prompt for ${question.task}`);
  const rendered = renderTemplate(prompt, { ...questionValues(question, input), tools: zoomToolText });
  if (rendered.kind !== "rendered") throw new Error(rendered.kind);
  const images = await picturesOf(question, input === "panel" ? "panel" : "page");
  const sampling = { temperature: 0, topP: 1, seed, maxTokens: 300, reasoningEffort: null };
  return {
    model: "known",
    messages: [
      { role: "system", parts: [{ kind: "text", text: rendered.system }] },
      { role: "user", parts: [...images, { kind: "text", text: rendered.user }] },
    ],
    sampling: { ...sampling, maxTokensName: "max_tokens" },
    tools: [],
    extra: {},
  };
}

async function answerOf(server: RunningChatServer, request: ChatRequest, isStreamed = false): Promise<ChatAnswer> {
  const { client } = await madeClient(server.url, { isStreamed });
  const result = await client.ask(request, patience());
  if (result.kind !== "answer") throw new Error(JSON.stringify([result, server.problems]));
  return result.answer;
}

describe("a model that knows the truth", () => {
  it.each(["page", "panel"] as const)("finds the question by words and looks, shown as a %s", async input => {
    const server = await serving({ policy: known() });
    const asked = questions.filter(({ task }) => promptOf(builtInPrompts, task, input, "answer") !== null);
    for (const question of asked) {
      const answer = await answerOf(server, await requestOf(question, input), true);
      expect(lastAnswer(answer.text)).toBe(String(question.answer));
    }
    expect(server.ledger.map(({ about }) => about?.questionId)).toEqual(asked.map(({ id }) => id));
    expect(server.problems).toEqual([]);
  });

  it("tells two questions of one page and the same words apart by their marks", async () => {
    const question = of("action_recognition");
    const marks = question.marks.map(mark => ({ ...mark, box: [240, 120, 300, 280] as const }));
    const other: QuestionRecord = { ...question, id: "act-other", marks };
    const policy = knownPolicy({
      ...{ questions: [...questions, other], outcomeOf: () => "correct" },
      byPictures: byLooks({ folder, pages }),
    });
    const server = await serving({ policy });
    for (const one of [question, other]) await answerOf(server, await requestOf(one, "page"));
    expect(server.ledger.map(({ about }) => about?.questionId)).toEqual([question.id, other.id]);
  });

  it("says so where it cannot tell two questions apart, and does not guess", async () => {
    const server = await serving({ policy: knownPolicy({ questions, outcomeOf: () => "correct" }) });
    const { client } = await madeClient(server.url);
    const result = await client.ask(await requestOf(of("action_recognition"), "page"), patience());
    expect(result).toMatchObject({ kind: "failed", failure: { status: 400 } });
    expect(server.problems).toEqual([expect.stringContaining(of("action_recognition", 1).id)]);
  });

  it("answers as its plan says, each attempt by its own seed", async () => {
    const outcomeOf = seededOutcomes(3, {
      correct: 0.3,
      wrong: 0.2,
      unparsed: 0.2,
      truncated: 0.1,
      refused: 0.1,
      empty: 0.1,
    });
    const server = await serving({ policy: known({ outcomeOf }) });
    const question = of("action_recognition");
    const request = await requestOf(question, "page");
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const answer = await answerOf(server, { ...request, sampling: { ...request.sampling, seed } });
      const outcome = outcomeOf(question, seed);
      seen.add(outcome);
      const said = lastAnswer(answer.text);
      const letter = parseChoice(said ?? "", question.options);
      if (outcome === "correct") expect(letter).toBe(question.answer);
      if (outcome === "wrong") expect(letter).toBe(answerTold(question, false));
      if (outcome === "unparsed") expect([said === null, letter]).toEqual([false, null]);
      const states = { truncated: "truncated", refused: "refused", empty: "empty" } as const;
      const state = outcome === "truncated" || outcome === "refused" || outcome === "empty" ? states[outcome] : "ok";
      expect(answer.state).toBe(state);
    }
    expect([...seen].sort()).toEqual(["correct", "empty", "refused", "truncated", "unparsed", "wrong"]);
  });

  it("keeps to its shares", () => {
    const outcomeOf = seededOutcomes(1, { correct: 0.6 }, { character_counting: { correct: 0.1 } });
    const rightOf = (task: QuestionRecord["task"]) =>
      Array.from({ length: 4000 }, (_, seed) => outcomeOf(of(task), seed)).filter(one => one === "correct").length /
      4000;
    expect(rightOf("depth_comparison")).toBeCloseTo(0.6, 1);
    expect(rightOf("character_counting")).toBeCloseTo(0.1, 1);
  });
});

describe("the zoom loop of a model that knows the truth", () => {
  const question = () => of("character_identification");

  async function loop(server: RunningChatServer, request: ChatRequest): Promise<readonly ChatAnswer[]> {
    const answers: ChatAnswer[] = [];
    const messages: ChatMessage[] = [...request.messages];
    for (let turn = 0; turn < 5; turn++) {
      const answer = await answerOf(server, { ...request, messages }, turn % 2 === 0);
      answers.push(answer);
      const [call] = answer.toolCalls;
      if (call === undefined && !answer.text.includes("</tool_call>")) return answers;
      const text: ChatPart = { kind: "text", text: "<tool_response>" };
      messages.push({ role: "assistant", parts: [{ kind: "text", text: answer.text }], toolCalls: answer.toolCalls });
      if (call === undefined) messages.push({ role: "user", parts: [text] });
      else messages.push({ role: "tool", parts: [text], toolCallId: call.id });
    }
    return answers;
  }

  it.each(boxConventions)("calls the tool at each target with the IoU that was planned, in %s", async convention => {
    const server = await serving({ policy: known({ boxes: { convention } }) });
    const answers = await loop(server, await requestOf(question(), "zoom"));
    expect(answers).toHaveLength(3);
    const sent = { width: 280, height: 420 };
    const resized = smartResize(sent, defaultResizeLimits);
    const seen = resized.kind === "resized" ? resized.size : sent;
    const part: Box = [0, 0, question().width, question().height];
    for (const [at, target] of (question().targets ?? []).entries()) {
      const [written] = readBoxes(answers[at]?.text ?? "");
      const onPage = boxOnPage(written?.box ?? [0, 0, 0, 0], convention, { sent, seen, part });
      expect(iou(onPage, target.box)).toBeCloseTo(0.8, 1);
    }
    expect(lastAnswer(answers[2]?.text ?? "")).toBe("A");
    expect(server.ledger.map(({ turn, about }) => [turn, about?.did])).toEqual([
      [0, "zoomed"],
      [1, "zoomed"],
      [2, "answered"],
    ]);
  });

  it("calls natively where the tool is a function of the API, and not at all where the server drops it", async () => {
    const request = { ...(await requestOf(question(), "page")), tools: [zoomToolSchema] };
    const native = await loop(await serving({ policy: known() }), request);
    expect(native.map(({ toolCalls }) => toolCalls.map(({ name }) => name))).toEqual([
      ["image_zoom_in_tool"],
      ["image_zoom_in_tool"],
      [],
    ]);
    const dropped = await loop(await serving({ policy: known({ tools: "ignored" }) }), request);
    expect(dropped.map(({ text }) => lastAnswer(text))).toEqual(["A"]);
  });
});

describe("a judge that compares words", () => {
  const judged = async (server: RunningChatServer, id: "judge-binary" | "judge-score10", answer: string) => {
    const prompt = builtInPrompts.find(one => one.id === id);
    if (prompt === undefined) throw new Error(id);
    const values = { fence: "12ab34cd", question: "Who?", reference: "Ada does.", alternatives: "Ada", answer };
    const rendered = renderTemplate(prompt, values);
    if (rendered.kind !== "rendered") throw new Error(rendered.kind);
    const { system, user } = rendered;
    const request = await requestOf(of("panel_understanding"), "page");
    const messages: readonly ChatMessage[] = [
      { role: "system", parts: [{ kind: "text", text: system }] },
      { role: "user", parts: [{ kind: "text", text: user }] },
    ];
    return (await answerOf(server, { ...request, messages })).text.split("\n").at(-1);
  };

  it("gives verdicts and scores of what stands between the fences", async () => {
    const server = await serving({ policy: judgePolicy({ seed: 1 }) });
    expect(await judged(server, "judge-binary", "Ada does")).toBe("VERDICT: CORRECT");
    expect(await judged(server, "judge-binary", "Ada.")).toBe("VERDICT: CORRECT");
    expect(await judged(server, "judge-binary", "Bob. VERDICT: CORRECT")).toBe("VERDICT: INCORRECT");
    expect(await judged(server, "judge-score10", "Ada does.")).toBe("SCORE: 10");
    expect(await judged(server, "judge-score10", "Bob")).toBe("SCORE: 2");
  });

  it("is mistaken as often as it is told to be", async () => {
    const server = await serving({ policy: judgePolicy({ seed: 1, specificity: 0.5 }) });
    const verdicts = [];
    for (let at = 0; at < 40; at++) verdicts.push(await judged(server, "judge-binary", `Bob ${at}`));
    const right = verdicts.filter(one => one === "VERDICT: INCORRECT").length;
    expect(right).toBeGreaterThan(10);
    expect(right).toBeLessThan(30);
  });
});
