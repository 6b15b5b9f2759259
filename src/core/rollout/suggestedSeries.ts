/** What one looks at first, in this order; of several names that fit the first one is taken. */
const wanted: readonly (readonly RegExp[])[] = [
  [/^(?!val).*\b(score|rewards?)\/mean$/, /^(?!val|eval).*\brewards?$/, /reward/],
  [/^(?!val|eval).*\bacc(uracy)?(\/mean)?$/, /accuracy|\bacc\b/],
  [/response_length\/mean$/, /(completion|response)s?[_/](mean_)?length/],
  [/^(?!val).*num_turns\/mean$/, /num_turns/],
  [/^(train[/_])?loss$/, /(^|\/)(pg|policy)_loss$/, /^(?!val|eval).*(^|[/_])loss$/],
  [/(^|\/)(lr|learning_rate)$/],
  [/^eval_loss$/, /^val-core\/.*\bacc\b/, /^val.*\bacc\b/],
  [/(^|\/)grad_norm$/],
  [/entropy(_loss)?$/],
];

/** Counters of the training itself: straight lines. */
const counters = /(^|\/)(global_step|epoch|percentage|total_steps)$/;

/** Names of series that are shown when nobody has chosen any: at most `most`, in the order of `names`. */
export function suggestedSeries(names: readonly string[], most = 6): readonly string[] {
  const taken = new Set<string>();
  for (const patterns of wanted) {
    const found = patterns.map(pattern => names.find(name => pattern.test(name) && !taken.has(name)));
    const name = found.find(one => one !== undefined);
    if (name !== undefined && taken.size < most) taken.add(name);
  }
  if (taken.size > 0) return names.filter(name => taken.has(name));
  const others = names.filter(name => !counters.test(name));
  return (others.length === 0 ? names : others).slice(0, most);
}
