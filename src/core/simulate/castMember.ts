/** Proportions of a figure in its own units (a grown-up is about 100 tall). */
export interface Build {
  readonly headRadius: number;
  /** Height of the head over its width. */
  readonly headStretch: number;
  readonly torso: number;
  readonly halfWidth: number;
  readonly leg: number;
  readonly arm: number;
  readonly limb: number;
}

/** A drawn person who can be told from every other by build, headgear, clothes and colours. */
export interface CastMember {
  readonly name: string;
  readonly build: Build;
  readonly head:
    "cap" | "bowler" | "beret" | "topHat" | "helmet" | "bob" | "bun" | "spiky" | "curly" | "braids" | "tufts";
  readonly nose: "button" | "long" | "big" | "pointed";
  readonly outfit: "stripes" | "coat" | "dress" | "overalls" | "dots" | "scarf";
  readonly face: "plain" | "glasses" | "moustache" | "beard" | "freckles";
  readonly skin: string;
  readonly hair: string;
  readonly top: string;
  readonly bottom: string;
  readonly accent: string;
}

const child: Build = { headRadius: 17, headStretch: 0.98, torso: 25, halfWidth: 13.5, leg: 21, arm: 25, limb: 7 };
const tall: Build = { headRadius: 13, headStretch: 1.28, torso: 37, halfWidth: 12, leg: 40, arm: 37, limb: 7 };
const round: Build = { headRadius: 15.5, headStretch: 1, torso: 34, halfWidth: 21, leg: 25, arm: 29, limb: 9 };
const medium: Build = { headRadius: 15, headStretch: 1.1, torso: 31, halfWidth: 14, leg: 33, arm: 32, limb: 7.5 };

/** Everyone who may appear. A page has four or five of them. */
export const roster: readonly CastMember[] = [
  {
    name: "Pip",
    build: child,
    head: "cap",
    nose: "button",
    outfit: "stripes",
    face: "freckles",
    skin: "#f0cfa8",
    hair: "#7a4a2c",
    top: "#c4553f",
    bottom: "#4a5a78",
    accent: "#dba63f",
  },
  {
    name: "Mr. Quill",
    build: tall,
    head: "bowler",
    nose: "long",
    outfit: "coat",
    face: "moustache",
    skin: "#ecc9a4",
    hair: "#4a3a30",
    top: "#5f8a86",
    bottom: "#3d4654",
    accent: "#6d4c3a",
  },
  {
    name: "Odette",
    build: medium,
    head: "bob",
    nose: "pointed",
    outfit: "dress",
    face: "plain",
    skin: "#e2b48c",
    hair: "#2f2a33",
    top: "#8a5a9a",
    bottom: "#8a5a9a",
    accent: "#e8d9a0",
  },
  {
    name: "Captain Brandt",
    build: round,
    head: "cap",
    nose: "big",
    outfit: "coat",
    face: "beard",
    skin: "#e8b994",
    hair: "#e9e4d8",
    top: "#34507a",
    bottom: "#e6dfcc",
    accent: "#26364f",
  },
  {
    name: "Tilda",
    build: child,
    head: "braids",
    nose: "button",
    outfit: "overalls",
    face: "freckles",
    skin: "#f3d6b4",
    hair: "#c9772f",
    top: "#f0e3bd",
    bottom: "#4f7fa3",
    accent: "#d0603f",
  },
  {
    name: "Professor Moss",
    build: round,
    head: "tufts",
    nose: "big",
    outfit: "scarf",
    face: "glasses",
    skin: "#f0cfae",
    hair: "#b9b4aa",
    top: "#77915c",
    bottom: "#6b5a48",
    accent: "#c98f35",
  },
  {
    name: "Rosa",
    build: medium,
    head: "curly",
    nose: "button",
    outfit: "dots",
    face: "plain",
    skin: "#a9714b",
    hair: "#3a2620",
    top: "#e0a03c",
    bottom: "#7a4668",
    accent: "#fdf3da",
  },
  {
    name: "Ivo",
    build: tall,
    head: "spiky",
    nose: "pointed",
    outfit: "scarf",
    face: "plain",
    skin: "#c98f66",
    hair: "#26221f",
    top: "#9aa7a0",
    bottom: "#2f4a44",
    accent: "#bf4a3a",
  },
  {
    name: "Nan",
    build: round,
    head: "bun",
    nose: "pointed",
    outfit: "dress",
    face: "glasses",
    skin: "#f1d3b8",
    hair: "#cfcac2",
    top: "#b56576",
    bottom: "#b56576",
    accent: "#f6ecd6",
  },
  {
    name: "Zed",
    build: medium,
    head: "helmet",
    nose: "big",
    outfit: "overalls",
    face: "plain",
    skin: "#8b5a3c",
    hair: "#2b2320",
    top: "#d8d3c4",
    bottom: "#b5573c",
    accent: "#3f7f8c",
  },
  {
    name: "Bix",
    build: child,
    head: "spiky",
    nose: "long",
    outfit: "dots",
    face: "glasses",
    skin: "#b98058",
    hair: "#6a2f22",
    top: "#3f8f6f",
    bottom: "#a3875a",
    accent: "#f3e9c9",
  },
  {
    name: "Lady Fenn",
    build: tall,
    head: "beret",
    nose: "pointed",
    outfit: "stripes",
    face: "plain",
    skin: "#ebc6a6",
    hair: "#8c3b2e",
    top: "#f2ead6",
    bottom: "#37415c",
    accent: "#c23f4d",
  },
  {
    name: "Baron Oss",
    build: medium,
    head: "topHat",
    nose: "big",
    outfit: "coat",
    face: "moustache",
    skin: "#e6bd9b",
    hair: "#2c2522",
    top: "#7b3f46",
    bottom: "#2f2f38",
    accent: "#2c2b33",
  },
];
