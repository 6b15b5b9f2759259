import { describe, expect, it } from "vitest";
import { pagePlace } from "../../../src/core/benchmark/import/pagePlace.js";
import { splitOfName } from "../../../src/core/benchmark/import/splitOfName.js";

const place = (name: string) => {
  const { issue_id, index } = pagePlace(name, "set");
  return `${issue_id} ${index}`;
};

describe("the issue of a page", () => {
  it("stands in AI4VA's names, whatever folder they are in", () => {
    expect(place("Vaillant_0500_1954_12_12-28.png")).toBe("Vaillant_0500_1954_12_12 28");
    expect(place("test/Vaillant_0500_1954_12_12-05.png")).toBe("Vaillant_0500_1954_12_12 5");
  });

  it("is what stands before the number of any other name, within its set", () => {
    expect(place("ArmsAndTheMan/page_012.jpg")).toBe("set/ArmsAndTheMan 12");
    expect(place("Vol 2 - p. 7.png")).toBe("set/Vol 2 7");
    expect(place("images/train/book-3_0042.webp")).toBe("set/book-3 42");
    expect(place("a\\b\\c009.png")).toBe("set/a/b/c 9");
  });

  it("is the same for siblings on both sides of a split, so that they are seen to be siblings", () => {
    expect(pagePlace("train/x_01.png", "s").issue_id).toBe(pagePlace("val/x_02.png", "s").issue_id);
  });

  it("is the whole name where no page number is in it, and the whole set where nothing else is", () => {
    expect(place("cover.png")).toBe("set/cover 0");
    expect(place("Vaillant_0500_1954_12_12.png")).toBe("set/Vaillant_0500_1954_12_12 0");
    expect(place("8f3a99120044551.png")).toBe("set/8f3a99120044551 0");
    expect(place("images/003.png")).toBe("set 3");
    expect(place("")).toBe("set 0");
  });

  it("is told of names made to be slow as fast as of others", () => {
    expect(place(`${"-_ .".repeat(250)}x`)).toContain("set/");
    expect(place(`${"p ".repeat(500)}1`)).toContain(" 1");
  });
});

describe("the split of a file", () => {
  it("is a word of its name, else of the nearest folder", () => {
    expect(splitOfName("annotations/train-annotations.json")).toBe("train");
    expect(splitOfName("annotations/depth_TEST_segments.json")).toBe("test");
    expect(splitOfName("train/sub/validation/a.json")).toBe("val");
    expect(splitOfName("testimony/trainer/contest.json")).toBeNull();
    expect(splitOfName("constructor/__proto__.json")).toBeNull();
  });
});
