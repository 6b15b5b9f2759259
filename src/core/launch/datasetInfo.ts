/** How the rows of a dataset are written, in the words of LLaMA-Factory's dataset_info.json. */
export interface DatasetShape {
  readonly formatting: "sharegpt" | "alpaca";
  readonly columns: Readonly<Record<string, string>>;
  /** Of sharegpt only. */
  readonly tags: Readonly<Record<string, string>> | null;
}

/** Rows of `messages` with `role` and `content`, which is what this extension writes. */
export const messagesShape: DatasetShape = {
  formatting: "sharegpt",
  columns: { messages: "messages", images: "images" },
  tags: {
    role_tag: "role",
    content_tag: "content",
    user_tag: "user",
    assistant_tag: "assistant",
    observation_tag: "observation",
    function_tag: "function_call",
    system_tag: "system",
  },
};

/** Rows of `conversations` with `from` and `value`, LLaMA-Factory's own default. */
export const conversationsShape: DatasetShape = {
  formatting: "sharegpt",
  columns: { messages: "conversations", images: "images" },
  tags: {
    role_tag: "from",
    content_tag: "value",
    user_tag: "human",
    assistant_tag: "gpt",
    observation_tag: "observation",
    function_tag: "function_call",
    system_tag: "system",
  },
};

export const alpacaShape: DatasetShape = {
  formatting: "alpaca",
  columns: { prompt: "instruction", query: "input", response: "output", images: "images" },
  tags: null,
};

/** One dataset of dataset_info.json; `file` is relative to that file's folder, or absolute. */
export interface DatasetEntry {
  readonly name: string;
  readonly file: string;
  readonly shape: DatasetShape;
}

function entryOf({ file, shape }: DatasetEntry): object {
  const { formatting, columns, tags } = shape;
  return { file_name: file, formatting, columns, ...(tags === null ? {} : { tags }) };
}

/**
 * The text of dataset_info.json. Every tag in use is listed: as soon as `tags` (or `columns`) stands there, LLaMA-Factory
 * sets each one that is not listed to null (data/parser.py, `join`), and rows with such a role are then skipped.
 */
export function datasetInfo(entries: readonly DatasetEntry[]): string {
  const byName = Object.fromEntries(entries.map(entry => [entry.name, entryOf(entry)]));
  return `${JSON.stringify(byName, null, 2)}\n`;
}
