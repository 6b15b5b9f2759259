/** Width and height in pixels of the image that the field names. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
