import { describe, expect, it } from "vitest";
import { cut, plainer } from "./segments";

describe("a text is cut as the network cuts it", () => {
  it("fits 160 plain characters into one part, and 161 into two", () => {
    expect(cut("a".repeat(160))).toMatchObject({ encoding: "GSM-7", parts: 1, left: 0 });
    expect(cut("a".repeat(161))).toMatchObject({ parts: 2, left: 153 - 8 });
  });

  it("charges two septets for a euro, and never splits it over parts", () => {
    expect(cut("a".repeat(159) + "€")).toMatchObject({ units: 161, parts: 2 });
    expect(cut("a".repeat(152) + "€" + "b".repeat(152))).toMatchObject({ parts: 3 });
  });

  it("turns to UCS-2 for one curly quote, and says which it was", () => {
    expect(cut("it’s")).toMatchObject({ encoding: "UCS-2", foreign: ["’"], left: 66 });
    expect(cut("é".repeat(70)).encoding).toBe("GSM-7");
  });

  it("keeps both halves of an emoji in one part", () => {
    expect(cut("a".repeat(66) + "😀" + "a".repeat(10))).toMatchObject({ parts: 2, units: 78 });
  });

  it("knows the plain twin of a typographer's character", () => {
    expect(plainer("“it’s…”")).toBe('"it\'s..."');
  });
});
