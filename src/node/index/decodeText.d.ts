/**
 * Bytes as text; what is no UTF-8 becomes U+FFFD. Most rows are ASCII, which needs no decoding: that took more time than
 * parsing the row.
 */
export declare function decodeText(bytes: Buffer): string;
