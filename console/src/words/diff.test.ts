import { expect, it } from "vitest";
import { diff } from "./diff";

it("shows what a replay changed and nothing else", () => {
  expect(diff("200\nok\nbye", "500\nok\nbye")).toEqual([
    { side: "left", text: "200" },
    { side: "right", text: "500" },
    { side: "both", text: "ok" },
    { side: "both", text: "bye" },
  ]);
});

it("finds equal texts equal", () => {
  expect(diff("a\nb", "a\nb").every((line) => line.side === "both")).toBe(true);
});
