type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

const grow = <T extends Numbers>(made: T, old: T): T => {
  made.set(old);
  return made;
};

/** The same numbers with room for `count` of them: a quarter more than needed, so that copying stays rare. */
export function grown<T extends Numbers>(numbers: T, count: number): T;
export function grown(numbers: Numbers, count: number): Numbers {
  if (count <= numbers.length) return numbers;
  const room = Math.max(64, Math.ceil(count * 1.25));
  if (numbers instanceof Float64Array) return grow(new Float64Array(room), numbers);
  return numbers instanceof Uint32Array ? grow(new Uint32Array(room), numbers) : grow(new Int32Array(room), numbers);
}
