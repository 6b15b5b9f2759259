import type { Box } from "../../src/core/page/box.js";

interface CropProps {
  readonly uri: string;
  readonly width: number;
  readonly height: number;
  /** What is framed, in the picture's pixels; each with a letter where there are several. */
  readonly boxes: readonly { readonly box: Box; readonly label: string }[];
  /** What it is, for a screen reader. */
  readonly name: string;
}

/** Room around the framed boxes, as a share of what they span. */
const margin = 0.35;

function viewOf(boxes: CropProps["boxes"], width: number, height: number): Box {
  const x1 = Math.min(...boxes.map(({ box }) => box[0]));
  const y1 = Math.min(...boxes.map(({ box }) => box[1]));
  const x2 = Math.max(...boxes.map(({ box }) => box[2]));
  const y2 = Math.max(...boxes.map(({ box }) => box[3]));
  const [right, down] = [(x2 - x1) * margin, (y2 - y1) * margin];
  return [Math.max(0, x1 - right), Math.max(0, y1 - down), Math.min(width, x2 + right), Math.min(height, y2 + down)];
}

/** The part of a picture around some boxes, with their frames. */
export function CropPicture({ uri, width, height, boxes, name }: CropProps) {
  const [x1, y1, x2, y2] = viewOf(boxes, width, height);
  const letter = (y2 - y1) / 9;
  // Above the frame, since what is in it is what one looks at; inside where there is no room.
  const baseline = (top: number) => (top - letter > y1 ? top - letter / 4 : top + letter);
  return (
    <svg class="crop" viewBox={`${x1} ${y1} ${x2 - x1} ${y2 - y1}`} role="img" aria-label={name}>
      <image href={uri} width={width} height={height} preserveAspectRatio="none" />
      {boxes.map(({ box: [left, top, right, bottom], label }) => (
        <g key={`${left},${top}`}>
          <rect class="bx case exec" x={left} y={top} width={right - left} height={bottom - top} />
          <rect class="bx exec" x={left} y={top} width={right - left} height={bottom - top} />
          {label !== "" && (
            <text class="letter" x={left} y={baseline(top)} font-size={letter} stroke-width={letter / 5}>
              {label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
