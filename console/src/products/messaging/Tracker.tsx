import { Alert, Badge, Box, Button, Card, Grid, Group, Image, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconBan, IconEraser, IconFlask, IconMoon, IconSend, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "react-router";
import { api, core } from "@/api/client";
import type { Trace, TracedMessage } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { useSession } from "@/products/console/session";
import { Exchanges } from "@/products/webhooks/Exchanges";
import { nextStep, titleOf } from "@/words/codes";
import { money, pretty } from "@/words/numbers";
import { sentence } from "@/words/sentence";
import { span } from "@/words/when";
import { Parts } from "./Parts";
import { mediaUrl, useMedia, useTrace } from "./queries";
import { Receipts } from "./Receipts";
import { heldSaid, Steps, type Held } from "./Steps";

function Actions({ message }: { message: TracedMessage }) {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const path = core(account_sid, `Messages/${message.sid}`);
  const refresh = [["trace", message.sid], ["messages"]];
  const change = useAct((fields: Record<string, string>) => api.form(path, fields), { refresh, done: "Done." });
  const forget = useAct(() => api.remove(path), { refresh: [["messages"]], done: () => { tell("Deleted."); void navigate("/messages"); } });
  return (
    <>
      {message.direction !== "inbound" && (
        <Button component={Link} variant="default" leftSection={<IconSend size={15} />} to={`/messages/new?${new URLSearchParams({ to: message.to, from: message.from ?? "", body: message.body, ...(message.messaging_service_sid && { service: message.messaging_service_sid }) })}`}>
          Send again
        </Button>
      )}
      {message.status === "scheduled" && (
        <Button variant="default" leftSection={<IconBan size={15} />} onClick={() => change.mutate({ Status: "canceled" })}>Cancel</Button>
      )}
      {message.body !== "" && (
        <Button variant="default" leftSection={<IconEraser size={15} />} onClick={() => askFirst("Redact this text?", "Its body is erased for good; the record stays.", "Redact", () => change.mutate({ Body: "" }))}>
          Redact
        </Button>
      )}
      <Button variant="default" c="red" leftSection={<IconTrash size={15} />} onClick={() => askFirst("Delete this message?", "The record is removed for good.", "Delete", () => forget.mutate(undefined))}>
        Delete
      </Button>
    </>
  );
}

function Failure({ message }: { message: TracedMessage }) {
  if (!message.error_code) return null;
  return (
    <Alert color={message.status === "failed" ? "red" : "orange"} title={`${message.error_code} · ${titleOf(message.error_code) ?? message.error_message ?? "It did not arrive"}`} mb="md" radius="lg">
      {titleOf(message.error_code) ? `${sentence(message.error_message)} ` : ""}{nextStep(message.error_code, 400)}
    </Alert>
  );
}

/** It waits for quiet hours to end, and nothing has come of it yet. */
function Waits({ trace }: { trace: Trace }) {
  const last = trace.timeline.filter((step) => step.what.startsWith("messaging.message.")).at(-1);
  if (last?.what !== "messaging.message.held") return null;
  return <Alert color="lamp" icon={<IconMoon size={20} />} title="Waits for quiet hours to end" mb="md" radius="lg">{heldSaid(last.detail as Held)}</Alert>;
}

function Pictures({ message }: { message: TracedMessage }) {
  const { account_sid } = useSession();
  const media = useMedia(account_sid, message);
  if (!media.data?.length) return null;
  return (
    <Card>
      <Title order={2} mb="sm">Pictures</Title>
      <Group>
        {media.data.map((one) => (
          <a key={one.sid} href={mediaUrl(one)} target="_blank" rel="noreferrer" aria-label={`Open ${one.sid}`}>
            {one.content_type.startsWith("image/") ? <Image src={mediaUrl(one)} h={140} w="auto" radius="md" alt={`Picture ${one.sid}`} /> : <Badge>{one.content_type}</Badge>}
          </a>
        ))}
      </Group>
    </Card>
  );
}

/** From the first step to the last of the message itself; webhooks may be replayed much later. */
function lifetime(trace: Trace): string {
  const moments = trace.timeline.filter((step) => !step.what.startsWith("webhooks.")).map((step) => Date.parse(step.at)).filter((at) => !Number.isNaN(at));
  return moments.length > 1 ? span(Math.max(...moments) - Math.min(...moments)) : "—";
}

function CarrierName({ carrier }: Pick<Trace, "carrier">) {
  if (!carrier) return "—";
  const badge = carrier.simulated && <Badge color="lamp" leftSection={<IconFlask size={12} />} tt="none">simulated</Badge>;
  return <Group gap={6}>{carrier.name !== "simulated" && carrier.name}{badge}</Group>;
}

function Summary({ trace }: { trace: Trace }) {
  const { message, carrier } = trace;
  const price = trace.price?.amount ?? message.price;
  return (
    <Facts facts={[
      ["Status", <StatusBadge key="s" status={message.status} code={message.error_code} />],
      ["Encoding", Number(message.num_media) > 0 ? "MMS" : (trace.encoding ?? "—")],
      ["Parts", trace.parts.length || message.num_segments],
      ["Price", money(price, trace.price?.currency ?? message.price_unit)],
      ["Took", lifetime(trace)],
      ["Carrier", <CarrierName key="c" carrier={carrier} />],
    ]} />
  );
}

function Waiting() {
  return <Stack aria-busy="true" aria-label="Loading"><Skeleton h={84} radius="lg" /><Grid><Grid.Col span={{ base: 12, lg: 8 }}><Skeleton h={380} radius="lg" /></Grid.Col><Grid.Col span={{ base: 12, lg: 4 }}><Skeleton h={380} radius="lg" /></Grid.Col></Grid></Stack>;
}

function Sections({ trace }: { trace: Trace }) {
  return (
    <>
      <Failure message={trace.message} />
      <Waits trace={trace} />
      <Summary trace={trace} />
      <Grid gap="lg" mt="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            <Parts trace={trace} />
            <Pictures message={trace.message} />
            <Card>
              <Title order={2} mb="sm">Webhooks</Title>
              <Exchanges webhooks={trace.webhooks} />
            </Card>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack gap="lg">
            <Card><Title order={2} mb="md">Timeline</Title><Steps steps={trace.timeline} /></Card>
            <Card><Title order={2} mb="sm">Receipts</Title><Receipts receipts={trace.receipts} isInbound={trace.message.direction === "inbound"} /></Card>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

/** Everything known about one message, step by step. */
export function Tracker() {
  const { sid = "" } = useParams();
  const trace = useTrace(sid);
  const message = trace.data?.message;
  // A service chooses when the message's turn comes.
  const sender = message && !message.from && message.messaging_service_sid ? "a service" : pretty(message?.from);
  return (
    <Page
      title={message ? `${sender} to ${pretty(message.to)}` : "Message"}
      heading={message ? <>{sender} <Text span inherit c="dimmed" aria-label="to">→</Text> {pretty(message.to)}</> : "Message"}
      about={<Sid sid={sid} full />} back={{ to: "/messages", label: "Messages" }} actions={message && <Actions message={message} />}
    >
      {trace.error && !trace.data ? <Problem error={trace.error} onRetry={() => void trace.refetch()} /> : null}
      {trace.isPending && <Waiting />}
      {trace.data && <Box><Sections trace={trace.data} /></Box>}
    </Page>
  );
}
