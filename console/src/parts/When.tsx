import { inFull, shortly } from "@/words/when";

export function When({ at }: { at: string | null | undefined }) {
  if (!at) return <span className="quiet">—</span>;
  return <time dateTime={new Date(at).toISOString()} title={inFull(at)} style={{ whiteSpace: "nowrap" }}>{shortly(at)}</time>;
}
