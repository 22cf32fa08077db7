import { Badge, Box } from "@mantine/core";
import { titleOf } from "@/words/codes";

const COLOURS: Record<string, string> = {
  delivered: "rack", read: "rack", received: "blue", sent: "cyan", queued: "gray", accepted: "gray", sending: "gray",
  scheduled: "indigo", receiving: "blue", undelivered: "orange", failed: "red", canceled: "gray",
  active: "rack", suspended: "orange", closed: "gray",
  error: "red", warning: "orange", notice: "blue", debug: "gray",
  ringing: "lamp", "in-progress": "blue", completed: "rack", busy: "orange", "no-answer": "orange",
  paused: "lamp", processing: "blue", stopped: "gray", absent: "gray",
  dead: "red", waiting: "gray", running: "blue", ok: "rack",
};

export function StatusBadge({ status, code }: { status: string; code?: number | string | null }) {
  return (
    <Box component="span" display="inline-flex" style={{ alignItems: "center", gap: 6, whiteSpace: "nowrap" }}>
      <Badge color={COLOURS[status] ?? "gray"} tt="none" fw={500} style={{ flex: "none" }} title={titleOf(code) ?? undefined}>{status}</Badge>
      {code ? <span className="mono" title={titleOf(code) ?? undefined}>{code}</span> : null}
    </Box>
  );
}

export function httpColour(status: number | null | undefined): string {
  if (!status) return "red";
  if (status < 300) return "rack";
  return status < 400 ? "cyan" : status < 500 ? "orange" : "red";
}
