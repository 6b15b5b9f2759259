import { describe, expect, it } from "vitest";
import { asking, madeClient, patience } from "./madeClient.js";
import { type Answering, beginStream, chatServer, json, piece, whole } from "./chatServer.js";

/** What one request to such a server ends in; nothing of it may be sent again. */
async function once(answering: Answering, isStreamed = false) {
  const server = await chatServer(answering);
  const { client } = await madeClient(server.url, { isStreamed, random: () => 0 });
  return { result: await client.ask(asking("Hi"), patience()), server };
}

const message = "At most 1 image(s) may be provided in one request.";

describe("an error in the shape of", () => {
  const shapes: readonly (readonly [string, unknown])[] = [
    ["OpenAI, wrapped", { error: { message, type: "invalid_request_error", param: null, code: "too_many" } }],
    ["vLLM 0.8 and SGLang, flat", { object: "error", message, type: "BadRequestError", param: null, code: 400 }],
    ["Google, in a list", [{ error: { code: 400, message, status: "INVALID_ARGUMENT" } }]],
    ["a plain sentence in `error`", { error: message }],
    ["FastAPI, a sentence", { detail: message }],
    ["FastAPI, a list", { detail: [{ loc: ["body"], msg: message, type: "value_error" }] }],
  ];
  it.each(shapes)("%s keeps its text, and is not sent again", async (_name, body) => {
    const { result, server } = await once(response => json(response, body, 400));
    expect(result).toMatchObject({ kind: "failed", failure: { code: "bad-request", status: 400, message } });
    expect(server.received).toHaveLength(1);
  });

  it("a page of a proxy is told by its title, and the request sent again", async () => {
    const { result, server } = await once(response => {
      response.writeHead(502, { "content-type": "text/html" });
      response.end("<!DOCTYPE html><html><head><title>502 Bad\nGateway</title></head><body>nginx</body></html>");
    });
    expect(result).toMatchObject({ kind: "failed", failure: { code: "server", message: "502 Bad Gateway" } });
    expect(server.received).toHaveLength(6);
  });

  it("a provider behind a router keeps what that provider said", async () => {
    const error = { code: 400, message: "Provider returned error", metadata: { raw: "image too large" } };
    const { result } = await once(response => json(response, { error }, 400));
    expect(result).toMatchObject({ failure: { message: "Provider returned error | image too large" } });
  });
});

describe("a reply of 200", () => {
  it("with an error inside is a failure, by the status that the error names", async () => {
    const error = { code: 402, message: "Insufficient credits" };
    const { result, server } = await once(response => json(response, { error }));
    expect(result).toMatchObject({ kind: "failed", failure: { code: "no-credit", status: 200 } });
    expect(server.received).toHaveLength(1);
  });

  it("with an error that names no status may pass", async () => {
    const { result, server } = await once((response, number) =>
      number === 0 ? json(response, { error: { message: "overloaded" } }) : whole(response, "Yes."),
    );
    expect(result).toMatchObject({ kind: "answer", requests: [{ code: "error-inside" }, { outcome: "answered" }] });
    expect(server.received).toHaveLength(2);
  });

  it("without choices is a failure", async () => {
    const { result } = await once(response => json(response, { choices: [] }));
    expect(result).toMatchObject({ kind: "failed", failure: { code: "no-choice" } });
  });

  it("that is a page is a failure", async () => {
    const { result } = await once(response => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html><title>Log in</title></html>");
    });
    expect(result).toMatchObject({ kind: "failed", failure: { code: "not-an-answer", message: "Log in" } });
  });
});

describe("an answer", () => {
  const finished =
    (finish_reason: string, message: Record<string, unknown>): Answering =>
    response =>
      json(response, { choices: [{ index: 0, finish_reason, message }] });

  it("of nothing at the limit of tokens is truncated, not empty", async () => {
    const { result } = await once(finished("length", { content: null }));
    expect(result).toMatchObject({ kind: "answer", answer: { state: "truncated", text: "" } });
  });

  it("that the limit of tokens cut keeps what was said", async () => {
    const { result } = await once(finished("length", { content: "Well, the" }));
    expect(result).toMatchObject({ answer: { state: "truncated", text: "Well, the", finishReason: "length" } });
  });

  it.each([
    ["a filter", "content_filter", { content: null }],
    ["the model", "stop", { content: null, refusal: "I will not." }],
  ])("refused by %s is refused", async (_who, finish, said) => {
    const { result } = await once(finished(finish, said));
    expect(result).toMatchObject({ kind: "answer", answer: { state: "refused" } });
  });

  it.each(["reasoning_content", "reasoning"])("of %s alone is empty: the answer is missing", async name => {
    const { result } = await once(finished("stop", { content: "", [name]: "Let me see." }));
    expect(result).toMatchObject({ answer: { state: "empty", text: "", reasoning: "Let me see." } });
  });

  it("of a call of a tool is one, with the arguments as they were written", async () => {
    const call = { id: "c1", type: "function", function: { name: "zoom", arguments: '{"bbox_2d": [1, 2' } };
    const { result } = await once(finished("tool_calls", { content: null, tool_calls: [call] }));
    expect(result).toMatchObject({
      answer: { state: "ok", toolCalls: [{ id: "c1", name: "zoom", arguments: '{"bbox_2d": [1, 2' }] },
    });
  });

  it("may say that there is no error, and give the arguments of a call as an object", async () => {
    const call = { id: "c", function: { name: "zoom", arguments: { label: "x" } } };
    const choices = [{ finish_reason: "tool_calls", message: { content: "", tool_calls: [call] } }];
    for (const error of [null, ""]) {
      const { result } = await once(response => json(response, { error, choices }));
      expect(result).toMatchObject({ kind: "answer", answer: { toolCalls: [{ arguments: '{"label":"x"}' }] } });
    }
  });

  it("in parts is joined, and says who answered and what it cost in tokens", async () => {
    const { result } = await once(response =>
      json(response, {
        ...{ model: "m-2026", system_fingerprint: "fp", provider: "P" },
        choices: [{ message: { content: [{ type: "text", text: "A" }, { text: "B" }] }, finish_reason: "stop" }],
        usage: {
          ...{ prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
          ...{ completion_tokens_details: { reasoning_tokens: 2 }, prompt_tokens_details: { cached_tokens: 4 } },
        },
      }),
    );
    expect(result).toMatchObject({
      answer: {
        ...{ text: "AB", model: "m-2026", fingerprint: "fp", provider: "P" },
        usage: { prompt: 9, completion: 3, total: 12, reasoning: 2, cached: 4 },
      },
    });
  });

  it("that the server itself gave up may pass", async () => {
    const { result } = await once((response, number) =>
      (number === 0 ? finished("abort", { content: "half" }) : finished("stop", { content: "all" }))(response, 0, {
        ...{ path: "", headers: {}, body: {}, text: "" },
      }),
    );
    expect(result).toMatchObject({ answer: { text: "all" }, requests: [{ code: "aborted-by-server" }, {}] });
  });
});

describe("a stream", () => {
  it("is put together, with reasoning, comments, calls in pieces and the counts at its end", async () => {
    const { result } = await once(response => {
      beginStream(response);
      response.write(": OPENROUTER PROCESSING\r\n\r\n");
      response.write(piece({ role: "assistant", reasoning: "Hm" }) + piece({ reasoning: "m." }));
      response.write(piece({ content: "Héllo" }) + piece({ content: ", wörld" }));
      response.write(piece({ tool_calls: [{ index: 0, id: "c", function: { name: "zoom", arguments: '{"a"' } }] }));
      response.write(piece({ tool_calls: [{ index: 0, function: { arguments: ": 1}" } }] }));
      response.write(piece({}, "tool_calls"));
      response.end('data: {"choices": [], "usage": {"prompt_tokens": 4, "completion_tokens": 2}}\n\ndata: [DONE]\n\n');
    }, true);
    expect(result).toMatchObject({
      answer: {
        ...{ state: "ok", text: "Héllo, wörld", reasoning: "Hmm." },
        toolCalls: [{ id: "c", name: "zoom", arguments: '{"a": 1}' }],
        usage: { prompt: 4, completion: 2, total: null },
      },
    });
  });

  it("that ends before the answer does is cut, whether the connection breaks or not", async () => {
    for (const end of ["end", "destroy"] as const) {
      const { result } = await once(response => {
        beginStream(response);
        response.write(piece({ content: "The man" }), () => response[end]());
      }, true);
      expect(result).toMatchObject({ kind: "failed", failure: { code: "cut", status: 200 } });
    }
  });

  it("that ends inside a piece is cut, also after whole ones", async () => {
    const { result } = await once(response => {
      beginStream(response);
      response.end(piece({ content: "The man" }) + 'data: {"choices": [{"del');
    }, true);
    expect(result).toMatchObject({ kind: "failed", failure: { code: "cut" } });
  });

  it("with an error in its middle is that error and no answer", async () => {
    const { result, server } = await once(response => {
      beginStream(response);
      response.write(piece({ content: "The man" }));
      response.end('data: {"error": {"code": 403, "message": "moderated"}, "choices": []}\n\ndata: [DONE]\n\n');
    }, true);
    expect(result).toMatchObject({ kind: "failed", failure: { code: "forbidden", message: "moderated" } });
    expect(server.received).toHaveLength(1);
  });

  it("whose end says error is a failure", async () => {
    const { result } = await once(response => {
      beginStream(response);
      response.end(`${piece({ content: "x" })}${piece({}, "error")}data: [DONE]\n\n`);
    }, true);
    expect(result).toMatchObject({ kind: "failed", failure: { code: "error-inside" } });
  });

  it("may be one piece of JSON after all, from a server that does not stream", async () => {
    const { result } = await once(response => whole(response, "All at once."), true);
    expect(result).toMatchObject({ kind: "answer", answer: { text: "All at once." } });
  });
});
