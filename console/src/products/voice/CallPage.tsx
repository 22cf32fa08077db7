import { Alert, Anchor, Badge, Button, Card, Grid, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconFlask, IconPhoneOff, IconPhoneOutgoing, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { api, core } from "@/api/client";
import type { Call, CallLeg } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { nextStep, titleOf } from "@/words/codes";
import { money, party } from "@/words/numbers";
import { Answerer } from "./Answerer";
import { Lasting } from "./Lasting";
import { Qualities } from "./Quality";
import { isOver, useCall, useChildren, useLeg } from "./queries";
import { RecordingsOfCalls } from "./recordings/OfCalls";
import { answerer } from "./rules";
import { Timeline } from "./Timeline";

const REFRESH = [["calls"], ["call-timeline"]];

/** One can hang up what is answered, and call off what is not. */
function HangUp({ call }: { call: Call }) {
  const { account_sid } = useSession();
  const isAnswered = call.status === "in-progress";
  const end = useAct(() => api.form(core(account_sid, `Calls/${call.sid}`), { Status: isAnswered ? "completed" : "canceled" }), { refresh: REFRESH, done: isAnswered ? "Hung up." : "Called off." });
  return (
    <Button color="red" leftSection={<IconPhoneOff size={16} />} loading={end.isPending} onClick={() => end.mutate(undefined)}>
      {isAnswered ? "Hang up" : "Call off"}
    </Button>
  );
}

function Forget({ call }: { call: Call }) {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const forget = useAct(() => api.remove(core(account_sid, `Calls/${call.sid}`)), { refresh: [["calls"]], done: () => { tell("Deleted."); void navigate("/calls"); } });
  return (
    <Button variant="default" c="red" leftSection={<IconTrash size={15} />} onClick={() => askFirst("Delete this call?", "The record and its timeline are removed for good; recordings stay.", "Delete", () => forget.mutate(undefined))}>
      Delete
    </Button>
  );
}

function Actions({ call }: { call: Call }) {
  const again = new URLSearchParams({ to: call.to, from: call.from });
  return (
    <>
      {call.direction === "outbound-api" && <Button component={Link} variant="default" leftSection={<IconPhoneOutgoing size={15} />} to={`/calls/new?${again}`}>Call again</Button>}
      {isOver(call) ? <Forget call={call} /> : <HangUp call={call} />}
    </>
  );
}

const ENDINGS: Record<string, string> = { caller: "the caller", callee: "who was called", api: "the API", platform: "the document" };

const WHY: Partial<Record<Call["status"], string>> = {
  busy: "The other side is busy.", "no-answer": "Nobody answered in time.", failed: "The call could not be made.",
};

/** Why it did not come about, if it did not. */
function Failure({ call, leg }: { call: Call; leg: CallLeg | undefined }) {
  const why = WHY[call.status];
  if (!why) return null;
  const code = leg?.error_code ?? null;
  const sip = leg?.sip_response_code ? ` The network said ${leg.sip_response_code}.` : "";
  return (
    <Alert mb="md" radius="lg" color={call.status === "failed" ? "red" : "orange"} title={code ? `${code} · ${titleOf(code) ?? why}` : why}>
      {code ? `${why}${sip} ${nextStep(code, 400)}` : sip.trim() || "Try again later, or let it ring longer."}
    </Alert>
  );
}

function Network({ leg }: { leg: CallLeg | undefined }) {
  if (!leg) return "—";
  return leg.simulated ? <Badge color="lamp" leftSection={<IconFlask size={12} />} tt="none">simulated</Badge> : (leg.network ?? "—");
}

/** Told only where the call asked for it. */
function answered(call: Call): [string, ReactNode][] {
  const who = answerer(call.answered_by);
  return who ? [["Answered by", <Answerer key="a" answeredBy={call.answered_by!} text={who} />]] : [];
}

function Summary({ call, leg }: { call: Call; leg: CallLeg | undefined }) {
  const code = leg?.error_code ?? undefined;
  return (
    <Facts facts={[
      ["Status", <StatusBadge key="s" status={call.status} code={code} />],
      ["Duration", <Lasting key="d" call={call} answeredAt={leg?.answered_at} />],
      ["Direction", call.direction],
      ["Price", money(call.price, call.price_unit)],
      ["Started", <When key="w" at={call.start_time ?? call.date_created} />],
      ["Ended by", leg?.ended_by ? (ENDINGS[leg.ended_by] ?? leg.ended_by) : "—"],
      ...answered(call),
      ["Network", <Network key="n" leg={leg} />],
    ]} />
  );
}

function Sections({ call }: { call: Call }) {
  const { account_sid } = useSession();
  const children = useChildren(account_sid, call.sid);
  const leg = useLeg(call);
  const legs = [call, ...(children.data ?? [])];
  return (
    <>
      <Failure call={call} leg={leg.data} />
      <Summary call={call} leg={leg.data} />
      <Grid gap="lg" mt="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            <RecordingsOfCalls legs={legs} />
            <Card><Title order={2} mb="md">Timeline</Title><Timeline legs={legs} /></Card>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}><Qualities legs={legs} /></Grid.Col>
      </Grid>
    </>
  );
}

function About({ sid, call }: { sid: string; call: Call | undefined }) {
  return (
    <Group gap="xs">
      <Sid sid={sid} full />
      {call?.parent_call_sid && <Text span fz="sm">dialled by <Anchor component={Link} inherit to={`/calls/${call.parent_call_sid}`}>the call it is part of</Anchor></Text>}
    </Group>
  );
}

function Waiting() {
  return <Stack aria-busy="true" aria-label="Loading"><Skeleton h={84} radius="lg" /><Grid><Grid.Col span={{ base: 12, lg: 8 }}><Skeleton h={420} radius="lg" /></Grid.Col><Grid.Col span={{ base: 12, lg: 4 }}><Skeleton h={280} radius="lg" /></Grid.Col></Grid></Stack>;
}

/** Everything known about one call: from the first INVITE to what was recorded. */
export function CallPage() {
  const { sid = "" } = useParams();
  const { account_sid } = useSession();
  const found = useCall(account_sid, sid, { isFollowed: true });
  const call = found.data;
  return (
    <Page
      title={call ? `${party(call.from)} to ${party(call.to)}` : "Call"} back={{ to: "/calls", label: "Calls" }} about={<About sid={sid} call={call} />}
      heading={call ? <>{party(call.from)} <Text span inherit c="dimmed" aria-label="to">→</Text> {party(call.to)}</> : "Call"} actions={call && <Actions call={call} />}
    >
      {found.error && !call ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending && <Waiting />}
      {call && <Sections key={call.sid} call={call} />}
    </Page>
  );
}
