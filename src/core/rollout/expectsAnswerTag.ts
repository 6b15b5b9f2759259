/**
 * False where a prompt asks for the answer in another form than `<answer>`: `####` (GSM8K, which also writes
 * `#### <answer>`) or `\boxed{}`. Then a missing tag says nothing.
 */
export function expectsAnswerTag(prompt: string): boolean {
  return prompt.includes("</answer>") || !(prompt.includes("####") || prompt.includes("\\boxed"));
}
