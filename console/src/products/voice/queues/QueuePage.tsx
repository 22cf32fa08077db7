import { Button, Grid, Group, Skeleton, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "react-router";
import { api, core } from "@/api/client";
import type { QueueState } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { Since } from "../Lasting";
import { Line } from "./Line";
import { useQueue } from "./queries";
import { QueueForm } from "./QueueForm";
import classes from "./queues.module.css";
import { waited } from "./rules";
import { Waits } from "./Waits";

export function Fill({ queue }: { queue: QueueState }) {
  const share = queue.current_size / Math.max(1, queue.max_size);
  return <span className={classes.fill} data-full={share >= 0.9 || undefined} role="img" aria-label={`${Math.round(100 * share)} % full`}><span style={{ width: `${Math.min(100, 100 * share)}%` }} /></span>;
}

/** How long the first in line has waited; `askedAt` is when that was told, milliseconds since the epoch. */
export function Longest({ queue, askedAt }: { queue: QueueState; askedAt: number }) {
  return queue.current_size > 0 ? <Since at={new Date(askedAt - queue.longest_wait_ms).toISOString()} /> : <span className="quiet">—</span>;
}

function Forget({ queue }: { queue: QueueState }) {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  // Only the list is read again: this page's queue is there no more.
  const forget = useAct(() => api.remove(core(account_sid, `Queues/${queue.sid}`)), { refresh: [["queues", account_sid]], done: () => { tell("Deleted."); void navigate("/queues"); } });
  return <Button variant="default" c="red" leftSection={<IconTrash size={15} />} loading={forget.isPending} onClick={() => askFirst("Delete this queue?", "Only an empty one can be deleted. An <Enqueue> with its name makes it anew.", "Delete", () => forget.mutate(undefined))}>Delete</Button>;
}

function Actions({ queue }: { queue: QueueState }) {
  const [isOpen, form] = useDisclosure(false);
  return (
    <Group gap="sm">
      <Button variant="default" leftSection={<IconPencil size={15} />} onClick={form.open}>Change</Button>
      <Forget queue={queue} />
      <QueueForm queue={queue} isOpen={isOpen} onClose={form.close} onDone={() => tell("Saved.")} />
    </Group>
  );
}

function Summary({ queue, askedAt }: { queue: QueueState; askedAt: number }) {
  return (
    <Facts isLarge facts={[
      ["In line", queue.current_size.toLocaleString()],
      ["Longest wait now", <Longest key="l" queue={queue} askedAt={askedAt} />],
      ["Average wait", waited(queue.average_wait_ms / 1000)],
      ["Agents waiting", queue.agents_waiting.toLocaleString()],
      ["Room for", <Group key="m" gap="sm">{queue.max_size.toLocaleString()}<Fill queue={queue} /></Group>],
    ]} />
  );
}

/** One line of callers: who is in it, and how long they and those before them waited. */
export function QueuePage() {
  const { sid = "" } = useParams();
  const found = useQueue(sid);
  const queue = found.data;
  return (
    <Page title={queue?.friendly_name ?? "Queue"} back={{ to: "/queues", label: "Queues" }} about={<Group gap="xs"><Sid sid={sid} full />{queue && <span>since <When at={queue.date_created} /></span>}</Group>} actions={queue && <Actions key={queue.sid} queue={queue} />}>
      {found.error && !queue ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending && <Stack aria-busy="true" aria-label="Loading"><Skeleton h={90} radius="lg" /><Grid><Grid.Col span={{ base: 12, lg: 5 }}><Skeleton h={340} radius="lg" /></Grid.Col><Grid.Col span={{ base: 12, lg: 7 }}><Skeleton h={340} radius="lg" /></Grid.Col></Grid></Stack>}
      {queue && (
        <Stack gap="lg" key={queue.sid}>
          <Summary queue={queue} askedAt={found.dataUpdatedAt} />
          <Grid gap="lg"><Grid.Col span={{ base: 12, lg: 5 }}><Line queue={queue} /></Grid.Col><Grid.Col span={{ base: 12, lg: 7 }}><Waits queue={queue} /></Grid.Col></Grid>
        </Stack>
      )}
    </Page>
  );
}
