import { Badge, Card, Group, Skeleton, Stack, Text, Title, Tooltip } from "@mantine/core";
import type { Call, LegQuality } from "@/api/types";
import { party } from "@/words/numbers";
import { isOver, useLeg } from "./queries";
import { figuresOf, gradeOf, type Figure, type Grade } from "./rules";
import classes from "./voice.module.css";

const COLOURS: Record<Grade, string> = { good: "rack", fair: "lamp", poor: "red" };

function GradeBadge({ grade }: { grade: Grade | null }) {
  return grade && <Badge color={COLOURS[grade]} tt="none">{grade}</Badge>;
}

function FigureLine({ figure }: { figure: Figure }) {
  return (
    <div className={classes.figure}>
      <Tooltip label={figure.about}><Text component="dt" fz="sm" tabIndex={0}>{figure.name}</Text></Tooltip>
      <Text component="dd" fz="sm" m={0}><Text span inherit fw={500}>{figure.value}</Text>{figure.grade && <Text span fz="xs" ml={8} className={classes.grade} data-grade={figure.grade}>{figure.grade}</Text>}</Text>
    </div>
  );
}

function Plain({ name, value }: { name: string; value: string }) {
  return <div className={classes.figure}><Text component="dt" fz="sm">{name}</Text><Text component="dd" fz="sm" m={0}>{value}</Text></div>;
}

function Figures({ quality }: { quality: LegQuality }) {
  const missed = (count: number, word: string) => (count > 0 ? `, ${count.toLocaleString()} ${word}` : "");
  return (
    <dl className={classes.figures}>
      {figuresOf(quality).map((figure) => <FigureLine key={figure.name} figure={figure} />)}
      <Plain name="Codec" value={quality.codec} />
      <Plain name="Packets in" value={quality.packets_received.toLocaleString() + missed(quality.lost, "lost") + missed(quality.late, "late")} />
      <Plain name="Packets out" value={quality.packets_sent.toLocaleString() + missed(quality.remote_lost, "missed there")} />
    </dl>
  );
}

function none(call: Call): string {
  if (!isOver(call)) return "Known once the leg is over.";
  return call.status === "completed" ? "No figures were kept." : "It was not answered, so nothing was heard.";
}

/** How one leg sounded, seen from here. */
export function Quality({ call, isAlone }: { call: Call; isAlone: boolean }) {
  const leg = useLeg(call);
  const quality = leg.data?.quality;
  return (
    <section aria-label={`Quality of the leg to ${party(call.to)}`}>
      <Group justify="space-between" mb={6} mih={22}>
        <Text fz="sm" fw={500}>{isAlone ? "This leg" : call.direction === "inbound" ? `From ${party(call.from)}` : `To ${party(call.to)}`}</Text>
        {quality && <GradeBadge grade={gradeOf(quality)} />}
      </Group>
      {leg.isPending ? <Skeleton h={150} /> : quality ? <Figures quality={quality} /> : <Text fz="sm" c="dimmed">{leg.error ? leg.error.message : none(call)}</Text>}
    </section>
  );
}

export function Qualities({ legs }: { legs: Call[] }) {
  return (
    <Card>
      <Title order={2} mb="sm">Sound quality</Title>
      <Stack gap="lg">{legs.map((call) => <Quality key={call.sid} call={call} isAlone={legs.length === 1} />)}</Stack>
    </Card>
  );
}
