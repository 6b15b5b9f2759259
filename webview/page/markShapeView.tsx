import type { MarkShape } from "../../src/core/benchmark/marks/markShape.js";

/** One shape of a mark, in page pixels: the geometry that exports are drawn with. */
export function MarkShapeView({ shape }: { readonly shape: MarkShape }) {
  switch (shape.kind) {
    case "rect": {
      const [x1, y1, x2, y2] = shape.box;
      const line = shape.line ?? { color: "none", width: 0 };
      return (
        <rect
          {...{ x: x1, y: y1, width: x2 - x1, height: y2 - y1 }}
          rx={shape.radius}
          fill={shape.fill ?? "none"}
          stroke={line.color}
          stroke-width={line.width}
        />
      );
    }
    case "disc":
      return (
        <circle
          {...{ cx: shape.x, cy: shape.y, r: shape.radius }}
          fill={shape.fill}
          stroke={shape.line.color}
          stroke-width={shape.line.width}
        />
      );
    case "letter":
      return (
        <path
          transform={`translate(${String(shape.x)} ${String(shape.y)}) scale(${String(shape.scale)})`}
          d={shape.path}
          fill="none"
          stroke={shape.color}
          stroke-width={shape.width}
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      );
  }
}
