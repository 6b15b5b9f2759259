const forms = /<tool_call>|<grounding>|<tool>|<code>|```json|```python|"actions"/;

/** Whether a model's turn may call a tool, in any project's way: then what answers it is the tool's, whoever it says it is. */
export function asksTool(text: string): boolean {
  return forms.test(text);
}
