/** What annotators call those who have no name: one id for many, so that it says of no two that they are the same. */
const patterns = [
  /^(?:the\s+)?others?\b/i,
  /^(?:un(?:known|named|identified)|extras?|crowd|mob|none|nobody)\b/i,
  /^(?:その他|モブ|不明|群衆|エキストラ)/,
];

/** True for a character's name that stands for nobody in particular. */
export const isCollectiveName = (name: string): boolean => patterns.some(pattern => pattern.test(name.trim()));
