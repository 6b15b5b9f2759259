/** Where the stage looks: the page point at its centre, in page pixels, and CSS pixels per page pixel. */
export interface Camera {
  readonly centerX: number;
  readonly centerY: number;
  readonly scale: number;
}
