import { Button, Card, SegmentedControl, Text } from "@mantine/core";
import { IconRotateClockwise, IconStack2 } from "@tabler/icons-react";
import { useState } from "react";
import { api, own } from "@/api/client";
import type { JobRow } from "@/api/types";
import { useAct } from "@/parts/acting";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { useJobs } from "./queries";

function Again({ job }: { job: JobRow }) {
  const again = useAct(() => api.post(own(`Jobs/${job.sid}/Replay`)), { refresh: [["jobs"]], done: "Put back in the queue." });
  return <Button size="compact-sm" variant="default" leftSection={<IconRotateClockwise size={14} />} loading={again.isPending} onClick={() => again.mutate(undefined)}>Try again</Button>;
}

const COLUMNS: Column<JobRow>[] = [
  { key: "name", title: "Work", card: "head", render: (row) => <Text span fz="sm" fw={500}>{row.kind} <span className="mono quiet">{row.key}</span></Text> },
  { key: "status", title: "State", width: 110, render: (row) => <StatusBadge status={row.status} /> },
  { key: "attempts", title: "Attempts", width: 90, align: "right", render: (row) => row.attempts },
  { key: "due", title: "Due", width: 130, render: (row) => <When at={row.due_at} /> },
  { key: "error", title: "Last error", render: (row) => <Text span fz="sm" lineClamp={2}>{row.last_error || "—"}</Text> },
  { key: "again", title: "", width: 130, align: "right", render: (row) => (row.status === "dead" ? <Again job={row} /> : null) },
];

/** Durable work that waits for its time, and work that was given up. */
export function Jobs() {
  const [status, setStatus] = useState("dead");
  const list = useJobs(status);
  return (
    <Page title="Work waiting and given up" back={{ to: "/webhooks", label: "Webhooks" }} about="Deliveries, receipts and callbacks are durable jobs: tried with growing pauses, then set aside here, never dropped.">
      <SegmentedControl mb="md" aria-label="State" value={status} onChange={setStatus} data={[{ value: "dead", label: "Given up" }, { value: "waiting", label: "Waiting" }]} />
      <Card padding={0}>
        <Listing label="Jobs" rows={list.data?.pages.flatMap((page) => page.items)} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()}
          empty={<Empty icon={<IconStack2 size={26} />} title={status === "dead" ? "Nothing was given up" : "Nothing waits"}>{status === "dead" ? "A job that failed for good would stand here with its last error, ready to be tried again." : "All due work is done."}</Empty>} />
      </Card>
    </Page>
  );
}
