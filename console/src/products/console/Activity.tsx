import { Anchor, Box, Card, Group, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { placeOf } from "@/layout/Jump";
import { useLive, type KeptEvent } from "@/layout/live";
import { short } from "@/parts/Sid";
import { spoken } from "@/products/messaging/Steps";
import { pretty } from "@/words/numbers";
import { atTime } from "@/words/when";
import classes from "./console.module.css";

const MOST_SHOWN = 12;

/** `+1 415 … to +1 415 …` where the event tells of both ends. */
function parties(event: KeptEvent): string | null {
  const from = event.data?.from ?? event.data?.from_;
  const to = event.data?.to;
  return typeof from === "string" && typeof to === "string" ? `${pretty(from)} to ${pretty(to)}` : null;
}

function Line({ event }: { event: KeptEvent }) {
  const place = event.subject_sid ? placeOf(event.subject_sid) : null;
  const about = parties(event);
  return (
    <div className={classes.event}>
      <Text span fz="sm" c="dimmed">{atTime(event.at)}</Text>
      <Box miw={0}>
        <Text span fz="sm" fw={500}>{spoken(event.type)}</Text>
        {about && <Text span fz="sm" c="dimmed"> {about}</Text>}
        {event.subject_sid && <div>{place ? <Anchor component={Link} to={place} className="mono">{short(event.subject_sid)}</Anchor> : <span className="mono quiet">{short(event.subject_sid)}</span>}</div>}
      </Box>
    </div>
  );
}

/** What happens in the account, as it happens. */
export function Activity() {
  const { events, state } = useLive();
  return (
    <Card>
      <Group justify="space-between" mb="xs"><Title order={2}>Happening now</Title><Text fz="xs" c="dimmed">{state === "open" ? "live" : "connecting"}</Text></Group>
      <Box role="log" aria-label="Live activity">
        {events.length === 0 ? <Text fz="sm" c="dimmed" py="sm">Quiet. Events appear here the moment they happen.</Text> : events.slice(0, MOST_SHOWN).map((event) => <Line key={event.id} event={event} />)}
      </Box>
    </Card>
  );
}
