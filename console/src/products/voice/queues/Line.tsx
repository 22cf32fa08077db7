import { ActionIcon, Button, Card, Group, ScrollArea, Skeleton, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconPhoneOutgoing, IconStack2 } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Member, QueueState } from "@/api/types";
import { CodeBlock } from "@/parts/CodeBlock";
import { Empty } from "@/parts/Empty";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { party } from "@/words/numbers";
import { talkTime } from "@/words/when";
import { useNow } from "../Lasting";
import { useCall } from "../queries";
import { Dequeue, FRONT } from "./Dequeue";
import { useMembers } from "./queries";
import { enqueueTwiml, serveTwiml } from "./rules";
import classes from "./queues.module.css";

const LINE_HEIGHT = 720;

/** Who waits, by their number; asked once for a call. */
function useName(callSid: string): string {
  const { account_sid } = useSession();
  const call = useCall(account_sid, callSid).data;
  return call ? party(call.direction === "inbound" ? call.from : call.to) : "a caller";
}

function Waiter({ member, now, longest, onTake }: { member: Member; now: number; longest: number; onTake: (name: string) => void }) {
  const name = useName(member.call_sid);
  const waited = Math.max(0, now - Date.parse(member.date_enqueued));
  return (
    <li className={classes.member} aria-label={name}>
      <span className={classes.place} aria-label={`Place ${member.position}`}>{member.position}</span>
      <Text fz="sm" fw={500} component="div" style={{ flex: "1 1 140px", overflowWrap: "anywhere" }}><Link to={`/calls/${member.call_sid}`} className="plain-link">{name}</Link></Text>
      <div className={classes.wait}>
        <Text fz="sm" component="span" role="timer" aria-label={`${name} has waited`}>{talkTime(waited / 1000)}</Text>
        <div className={classes.bar} aria-hidden><span style={{ width: `${Math.min(100, (100 * waited) / longest)}%` }} /></div>
      </div>
      <Tooltip label="Take out of line"><ActionIcon size={32} variant="default" aria-label={`Take ${name} out of line`} onClick={() => onTake(name)}><IconPhoneOutgoing size={16} /></ActionIcon></Tooltip>
    </li>
  );
}

function Nobody({ queue }: { queue: QueueState }) {
  return (
    <>
      <Empty icon={<IconStack2 size={26} />} title="Nobody waits">The first document puts a caller in line; with the second, who answers it serves the next.</Empty>
      <Stack><CodeBlock label="TwiML that waits in line" code={enqueueTwiml(queue.friendly_name)} /><CodeBlock label="TwiML that serves the next" code={serveTwiml(queue.friendly_name)} /></Stack>
    </>
  );
}

function Members({ queue, members, onTake }: { queue: QueueState; members: Member[]; onTake: (which: string, name: string) => void }) {
  const now = useNow(members.length > 0);
  const longest = Math.max(1000, ...members.map((one) => now - Date.parse(one.date_enqueued)));
  if (members.length === 0) return <Nobody queue={queue} />;
  return (
    <>
      <ScrollArea.Autosize mah={LINE_HEIGHT} type="auto" offsetScrollbars="present" viewportProps={{ tabIndex: 0, "aria-label": "Those in line", role: "region" }}>
        <ol className={classes.line} aria-label="In line">{members.map((member) => <Waiter key={member.call_sid} member={member} now={now} longest={longest} onTake={(name) => onTake(member.call_sid, name)} />)}</ol>
      </ScrollArea.Autosize>
      {queue.current_size > members.length && <Text fz="xs" c="dimmed" mt="sm">The first {members.length} of {queue.current_size.toLocaleString()}.</Text>}
    </>
  );
}

/** Those who wait, in their order. */
export function Line({ queue }: { queue: QueueState }) {
  const members = useMembers(queue);
  const [taken, setTaken] = useState<{ which: string | null; name: string }>({ which: null, name: "" });
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>In line</Title>
        {members.data && members.data.length > 0 && <Button size="xs" leftSection={<IconPhoneOutgoing size={14} />} onClick={() => setTaken({ which: FRONT, name: "the first" })}>Take the first</Button>}
      </Group>
      {members.error && !members.data ? <Problem error={members.error} onRetry={() => void members.refetch()} />
        : members.data ? <Members queue={queue} members={members.data} onTake={(which, name) => setTaken({ which, name })} />
        : <Stack aria-busy="true" aria-label="Loading">{[1, 2, 3].map((one) => <Skeleton key={one} h={44} />)}</Stack>}
      <Dequeue queue={queue} which={taken.which} name={taken.name} onClose={() => setTaken((old) => ({ ...old, which: null }))} />
    </Card>
  );
}
