/** Questions by the number of their task kind, each list in the order given; questions of unknown kind (-1) are in none. */
export function byTaskKind(
  questions: Int32Array,
  taskKindOf: (question: number) => number,
  taskKinds: number,
): readonly Int32Array[] {
  const sizes = new Int32Array(taskKinds);
  const kinds = new Int32Array(questions.length);
  for (let i = 0; i < questions.length; i++) {
    const kind = taskKindOf(questions[i] ?? 0);
    kinds[i] = kind;
    if (kind >= 0) sizes[kind] = (sizes[kind] ?? 0) + 1;
  }
  const lists = Array.from(sizes, size => new Int32Array(size));
  const filled = new Int32Array(taskKinds);
  for (let i = 0; i < questions.length; i++) {
    const kind = kinds[i] ?? -1;
    const list = lists[kind];
    if (list === undefined) continue;
    const at = filled[kind] ?? 0;
    list[at] = questions[i] ?? 0;
    filled[kind] = at + 1;
  }
  return lists;
}
