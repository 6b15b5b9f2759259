/** A mapping of beginnings of paths: `from` as rows write it, `to` a folder here, both up to and with the separator. */
export interface PathPrefix {
  readonly from: string;
  readonly to: string;
}
