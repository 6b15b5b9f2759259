/**
 * The chat template of region-aware runs on current verl, Jinja on one line, `chat_template.jinja` in the run folder. Qwen2.5-VL's own renders a tool's reply as
 * role `tool`, which the model never saw in its training; this one gives it the form that Qwen2.5's text models and
 * LLaMA-Factory's `qwen2_vl` know: a user turn around `<tool_response>`. `tools` are left to the system prompt, where both
 * profiles have them. Everything else is as `renderChat` says it.
 */
export const chatTemplate = `${[
  `{% for message in messages %}`,
  `{% if loop.first and message["role"] != "system" %}`,
  `{{ "<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n" }}`,
  `{% endif %}`,
  `{% set isTool = message["role"] == "tool" %}`,
  `{{ "<|im_start|>" + ("user\\n<tool_response>" if isTool else message["role"]) + "\\n" }}`,
  `{% if message["content"] is string %}{{ message["content"] }}{% else %}`,
  `{% for part in message["content"] %}`,
  `{% if part["type"] == "image" or "image" in part or "image_url" in part %}`,
  `{{ "<|vision_start|><|image_pad|><|vision_end|>" }}`,
  `{% elif "text" in part %}{{ part["text"] }}{% endif %}`,
  `{% endfor %}{% endif %}`,
  `{{ "\\n</tool_response><|im_end|>\\n" if isTool else "<|im_end|>\\n" }}`,
  `{% endfor %}`,
  `{% if add_generation_prompt %}{{ "<|im_start|>assistant\\n" }}{% endif %}`,
].join("")}\n`;
