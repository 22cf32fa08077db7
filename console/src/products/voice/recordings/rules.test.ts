import { expect, it } from "vitest";
import type { Transcription } from "@/api/types";
import { gist, isSaidAt } from "./rules";

const transcription = (status: Transcription["status"], transcription_text: string | null = null) => ({ status, transcription_text }) as Transcription;

it("tells in a line what was said, or how far that has come", () => {
  expect([undefined, transcription("in-progress"), transcription("failed"), transcription("completed", " Hello. "), transcription("completed", "")].map(gist)).toEqual([
    null, "Being written down…", "It could not be written down.", "Hello.", "No words were heard in it.",
  ]);
});

it("marks the sentence that is heard, and none before one listens", () => {
  const sentence = { start_s: 0, end_s: 2, text: "Hello." };
  expect([0, 0.1, 1.9, 2].map((at) => isSaidAt(sentence, at))).toEqual([false, true, true, false]);
});
