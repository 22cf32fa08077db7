/** The words with a full stop, so that another sentence may follow. */
export function sentence(words: string | null | undefined): string {
  const text = (words ?? "").trim();
  return !text || /[.!?]$/.test(text) ? text : `${text}.`;
}
