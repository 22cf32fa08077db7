import { ActionIcon, Badge, Button, Card, Group, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconMapPin } from "@tabler/icons-react";
import { useState } from "react";
import type { TrialLine } from "@/api/types";
import { Listing, type Column } from "@/parts/Listing";
import { pretty } from "@/words/numbers";
import { inFull, shortly } from "@/words/when";
import { placeOf, tally, there } from "./rules";
import { WhereForm } from "./WhereForm";
import classes from "./consent.module.css";

/** More rows than that make a page slow. */
const SHOWN_AT_ONCE = 200;
type Outcome = TrialLine["outcome"];
const OUTCOMES: { outcome: Outcome; label: string; one: string; colour: string }[] = [
  { outcome: "send", label: "go at once", one: "goes", colour: "rack" },
  { outcome: "wait", label: "wait", one: "waits", colour: "indigo" },
  { outcome: "skip", label: "are skipped", one: "skipped", colour: "orange" },
];

function Verdict({ line }: { line: TrialLine }) {
  const { one, colour } = OUTCOMES.find(({ outcome }) => outcome === line.outcome)!;
  return <Group gap={6} wrap="nowrap"><Badge color={colour} tt="none" fw={500} style={{ flex: "none" }}>{one}</Badge>{line.code !== null && <span className="mono">{line.code}</span>}</Group>;
}

/** When it may go, by the recipient's clock. */
function Until({ line }: { line: TrialLine }) {
  if (!line.until) return <span className="quiet">—</span>;
  const words = there(line.until, line.time_zones) ?? shortly(line.until);
  return <time dateTime={line.until} title={`${inFull(line.until)} where you are`}><Text span fz="sm" fw={500}>{words}</Text> <Text span fz="xs" c="dimmed" display="block">in {placeOf(line.time_zones.slice(0, 1))}</Text></time>;
}

function Where({ line, onMove }: { line: TrialLine; onMove: (number: string) => void }) {
  return (
    <Group gap={4} wrap="nowrap" style={{ display: "inline-flex" }}>
      <Text span fz="sm" title={line.time_zones.join(", ")}>{placeOf(line.time_zones)}</Text>
      <Tooltip label="Set the time zone"><ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Set the time zone of ${pretty(line.to)}`} onClick={() => onMove(line.to)}><IconMapPin size={14} /></ActionIcon></Tooltip>
    </Group>
  );
}

const columns = (onMove: (number: string) => void): Column<TrialLine>[] => [
  { key: "to", title: "Who", width: 160, card: "head", render: (line) => <Text span fz="sm" fw={500}>{pretty(line.to)}</Text> },
  { key: "outcome", title: "Message", width: 140, render: (line) => <Verdict line={line} /> },
  { key: "why", title: "Why", render: (line) => line.why ? <Text span fz="sm">{line.why}</Text> : <span className="quiet">nothing is against it</span> },
  { key: "until", title: "Until, there", width: 150, render: (line) => <Until line={line} /> },
  { key: "where", title: "Where", width: 170, render: (line) => <Where line={line} onMove={onMove} /> },
];

function Tally({ lines, shown, onShow }: { lines: TrialLine[]; shown: Outcome | null; onShow: (outcome: Outcome | null) => void }) {
  const counts = tally(lines);
  return (
    <div className={classes.tally} role="group" aria-label="What would become of them">
      {OUTCOMES.map(({ outcome, label, colour }) => (
        <UnstyledButton key={outcome} className={classes.share} style={{ "--share": `var(--mantine-color-${colour}-6)` }} aria-pressed={shown === outcome} onClick={() => onShow(shown === outcome ? null : outcome)}>
          <span className={classes.figure}>{counts[outcome].toLocaleString()}</span> <Text span fz="sm" c="dimmed">{label}</Text>
        </UnstyledButton>
      ))}
    </div>
  );
}

/** A line for each of those it would go to. */
export function TrialTable({ lines, onChanged }: { lines: TrialLine[]; onChanged: () => void }) {
  const [shown, setShown] = useState<Outcome | null>(null);
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const [moved, setMoved] = useState<string | null>(null);
  const rows = lines.filter((line) => shown === null || line.outcome === shown);
  return (
    <Card padding={0}>
      <Tally lines={lines} shown={shown} onShow={setShown} />
      <Listing label="Dry run" rows={rows.slice(0, most)} columns={columns(setMoved)} rowKey={(line) => line.to} empty={<Text fz="sm" c="dimmed" p="md">None of them.</Text>} />
      {rows.length > most && <Group justify="flex-end" p="md"><Button variant="default" onClick={() => setMost(most + SHOWN_AT_ONCE)}>Show more of {rows.length.toLocaleString()}</Button></Group>}
      <WhereForm number={moved ?? ""} isOpen={moved !== null} onClose={() => setMoved(null)} onDone={onChanged} />
    </Card>
  );
}
