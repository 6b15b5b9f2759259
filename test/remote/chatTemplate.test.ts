import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { chatTemplate } from "../../src/core/launch/chatTemplate.js";
import { renderChat, type ChatMessage, type ChatTemplateId } from "../../src/core/launch/renderChat.js";
import { exampleBox, exampleReply, renderPrompts } from "../../src/core/launch/renderPrompts.js";
import { systemPrompt } from "../../src/core/launch/systemPrompt.js";
import { zoomToolName, zoomToolSchema } from "../../src/core/launch/zoomToolText.js";
import { python, pythonPackages } from "../../scripts/pythonPackages.mjs";
import { configOf } from "../unit/launch/planned.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { trainerFolder } from "./lib/trainerFolder.js";

const missing = missingPrograms(["python3"]);

/** What Qwen2.5-VL's own template does, written anew: it renders roles and contents, and knows nothing of tools. */
const plainTemplate = [
  `{% for m in messages %}{% if loop.first and m.role != "system" %}`,
  `{{ "<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n" }}{% endif %}`,
  `{{ "<|im_start|>" + m.role + "\\n" }}{% if m.content is string %}{{ m.content }}{% else %}{% for p in m.content %}`,
  `{% if p.type == "image" %}{{ "<|vision_start|><|image_pad|><|vision_end|>" }}{% else %}{{ p.text }}{% endif %}`,
  `{% endfor %}{% endif %}{{ "<|im_end|>\\n" }}{% endfor %}`,
  `{% if add_generation_prompt %}{{ "<|im_start|>assistant\\n" }}{% endif %}`,
].join("");

interface Rendering {
  readonly template: string;
  readonly messages: readonly unknown[];
  readonly tools: readonly unknown[] | null;
  readonly ask: boolean;
}

/** A message as a processor takes it: images before the text. */
const asContent = ({ role, images, text }: ChatMessage): unknown => ({
  role,
  content: images === 0 ? text : [...Array.from({ length: images }, () => ({ type: "image" })), { type: "text", text }],
});

describe.skipIf(missing !== null)(`the chat that a model reads ${missing ?? ""}`, () => {
  let packages: string;
  beforeAll(async () => {
    packages = await pythonPackages("verl");
  }, 300_000);

  function rendered(asked: readonly Rendering[]): readonly string[] {
    const env = { ...process.env, PYTHONPATH: packages, PYTHONIOENCODING: "utf-8" };
    const script = join(import.meta.dirname, "lib", "render.py");
    const ran = spawnSync(python, [script], { input: JSON.stringify(asked), env, encoding: "utf8" });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return JSON.parse(ran.stdout) as readonly string[];
  }

  const text = fc.string({ unit: "grapheme" });
  const message = (role: fc.Arbitrary<ChatMessage["role"]>) =>
    fc.record({ role, images: fc.integer({ min: 0, max: 2 }), text });
  const chat = fc
    .tuple(
      fc.option(fc.record({ role: fc.constant("system" as const), images: fc.constant(0), text }), { nil: null }),
      fc.array(message(fc.constantFrom("user", "assistant", "tool")), { minLength: 1, maxLength: 6 }),
    )
    .map(([system, turns]): readonly ChatMessage[] => (system === null ? turns : [system, ...turns]));

  it.each<[ChatTemplateId, string]>([
    ["loupe", chatTemplate],
    ["qwen2.5-vl", plainTemplate],
  ])("is the same in the preview and by Jinja: %s", (id, template) => {
    const chats = fc.sample(chat, { numRuns: 300, seed: 7 });
    const asked = chats.map(messages => ({ template, messages: messages.map(asContent), tools: null, ask: true }));
    expect(rendered(asked)).toEqual(chats.map(messages => renderChat(messages, id, true)));
  });

  it("names the tool once, from the system message, with a template that drops tools and with ours", () => {
    const system = { role: "system", content: systemPrompt(configOf()) };
    const messages = [system, { role: "user", content: [{ type: "image" }, { type: "text", text: "Who?" }] }];
    const withTools = { messages, tools: [zoomToolSchema], ask: true };
    const [plain, ours, bare] = rendered([
      { template: plainTemplate, ...withTools },
      { template: chatTemplate, ...withTools },
      { template: plainTemplate, ...withTools, messages: messages.slice(1) },
    ]);
    expect(bare).not.toContain(zoomToolName);
    expect(plain).toBe(ours);
    expect(ours).toBe(renderPrompts(configOf(), "<image>Who?").first);
    expect(ours!.split(JSON.stringify(zoomToolSchema))).toHaveLength(2);
  });

  it("is what verl's loop puts together turn by turn: a reply alone, without its system message, after a line's end", () => {
    const reply = { role: "tool", content: [{ type: "image" }, { type: "text", text: exampleReply }] };
    const user = { role: "user", content: "" };
    const of = (messages: readonly unknown[], ask: boolean) => ({ template: chatTemplate, messages, tools: null, ask });
    const [one = "", two = "", alone = ""] = rendered([of([user], false), of([user, user], false), of([reply], true)]);
    const system = one.slice(0, one.length - (two.length - one.length));
    expect(alone.startsWith(system)).toBe(true);
    const { first, second } = renderPrompts(configOf(), null);
    expect(second!.startsWith(first)).toBe(true);
    expect(second!.endsWith(`</tool_call><|im_end|>\n${alone.slice(system.length)}`)).toBe(true);
  });

  it("has the reply that the tool gives", () => {
    const program = [
      "import json, sys",
      "from zoom_replies import answer, tool_options",
      "print(json.dumps(answer({'bbox_2d': json.loads(sys.argv[1])}, (1120, 1120), tool_options({}))))",
    ].join("\n");
    const env = { ...process.env, PYTHONPATH: trainerFolder };
    const ran = spawnSync(python, ["-c", program, JSON.stringify(exampleBox)], { env, encoding: "utf8" });
    expect(ran.stderr).toBe("");
    expect(JSON.parse(ran.stdout)).toMatchObject({ text: exampleReply });
  });
});
