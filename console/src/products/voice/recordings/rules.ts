import type { Recording, Sentence, Transcription } from "@/api/types";

/** Whether the place in the recording, in seconds, lies within a sentence. Before the first second nobody listens yet. */
export function isSaidAt({ start_s, end_s }: Sentence, at: number): boolean {
  return at > 0 && at >= start_s && at < end_s;
}

/** Left by a caller for somebody to hear later. */
export function isVoicemail({ source }: Pick<Recording, "source">): boolean {
  return source === "RecordVerb";
}

/** A line of a list about what was said; null where nobody asked for it to be written down. */
export function gist(transcription: Transcription | undefined): string | null {
  if (!transcription) return null;
  if (transcription.status === "in-progress") return "Being written down…";
  if (transcription.status === "failed") return "It could not be written down.";
  return transcription.transcription_text?.trim() || "No words were heard in it.";
}

/** The document that takes a message and has it written down. */
export const VOICEMAIL_TWIML = `<Response>
  <Say>Please leave a message after the beep.</Say>
  <Record maxLength="120" transcribe="true" action="/thanks"/>
</Response>`;
