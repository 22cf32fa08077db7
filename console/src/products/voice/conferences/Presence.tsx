import { Box, Card, Group, Text, Title } from "@mantine/core";
import { Fragment } from "react";
import type { Attendee, Conference, ConferenceStep } from "@/api/types";
import { talkTime } from "@/words/when";
import { useNow } from "../Lasting";
import classes from "./conferences.module.css";
import { isLive } from "./queries";
import { lanes, nameOf, type Span, type SpanKind } from "./rules";

const KEYS: [SpanKind, string][] = [["inside", "in the room"], ["talking", "talking"], ["muted", "muted"], ["hold", "on hold"]];
/** A room of 250 is told by its list. */
const LANES_MOST = 30;

function Stretch({ span, began, length }: { span: Span; began: number; length: number }) {
  const share = (ms: number) => `${(100 * ms) / length}%`;
  return <span className={classes.span} data-kind={span.kind} style={{ left: share(span.from - began), width: share(Math.max(0, span.to - span.from)) }} />;
}

function Keys({ kinds }: { kinds: Set<SpanKind> }) {
  return (
    <Group gap="md">
      {KEYS.filter(([kind]) => kinds.has(kind)).map(([kind, name]) => (
        <Group key={kind} gap={6}><span className={classes.key} aria-hidden><span className={classes.span} data-kind={kind} style={{ inset: 0 }} /></span><Text span fz="xs" c="dimmed">{name}</Text></Group>
      ))}
    </Group>
  );
}

function spoken(spans: Span[]): string {
  return spans.map((span) => `${span.kind} for ${talkTime((span.to - span.from) / 1000)}`).join(", ");
}

/** Who was there when, and who could not be heard. */
export function Presence({ room, all, steps }: { room: Conference; all: Attendee[]; steps: ConferenceStep[] }) {
  const now = useNow(isLive(room));
  const end = isLive(room) ? now : Date.parse(room.date_updated);
  const drawn = lanes(all, steps, end);
  if (drawn.length === 0) return null;
  const began = Math.min(...drawn.map((lane) => lane.spans[0]!.from));
  const length = Math.max(1000, ...drawn.map((lane) => lane.spans[0]!.to - began));
  const kinds = new Set(drawn.flatMap((lane) => lane.spans.map((span) => span.kind)));
  return (
    <Card>
      <Group justify="space-between" mb="md"><Title order={2}>Who was there</Title><Keys kinds={kinds} /></Group>
      <Box className={classes.lanes}>
        {drawn.slice(0, LANES_MOST).map(({ attendee, spans }) => (
          <Fragment key={attendee.call_sid}>
            <Text fz="xs" truncate title={nameOf(attendee)}>{nameOf(attendee)}</Text>
            <div className={classes.track} role="img" aria-label={`${nameOf(attendee)}: ${spoken(spans)}`}>{spans.map((span, at) => <Stretch key={at} span={span} began={began} length={length} />)}</div>
          </Fragment>
        ))}
        <span />
        <Group justify="space-between"><Text fz="xs" c="dimmed">0:00</Text><Text fz="xs" c="dimmed">{talkTime(length / 1000)}</Text></Group>
      </Box>
      {drawn.length > LANES_MOST && <Text fz="xs" c="dimmed" mt="xs">The first {LANES_MOST} of {drawn.length}.</Text>}
    </Card>
  );
}
