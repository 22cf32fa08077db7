import { Alert, Box, Button, Card, Group, Text, Title, Tooltip } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";
import { useState } from "react";
import type { Trace, TraceCharacter } from "@/api/types";
import { plural } from "@/words/numbers";
import { cut, plainer } from "@/words/segments";
import classes from "./messaging.module.css";

/** A long text shows this many characters of its map at first. */
const FIRST_SHOWN = 480;
const CAPACITY = { "GSM-7": [160, 153], "UCS-2": [70, 67] } as const;

const BLANKS: Record<string, string> = { " ": "␣", "\n": "↵", "\r": "␍", "\t": "⇥", "\u00a0": "⍽" };

function costOf(one: TraceCharacter): "plain" | "double" | "forces" {
  if (one.forces_ucs2) return "forces";
  return one.units > 1 ? "double" : "plain";
}

function wordsFor(one: TraceCharacter): string {
  const why = one.forces_ucs2 ? "; no GSM table holds it, so the whole text is UCS-2" : "";
  return `${one.code_point} · ${one.alphabet} · ${plural(one.units, "unit")}${why}`;
}

function Character({ one }: { one: TraceCharacter }) {
  const cost = costOf(one);
  const cell = (
    <span className={classes.character} data-cost={cost} data-blank={BLANKS[one.char] ? true : undefined} title={cost === "plain" ? wordsFor(one) : undefined} tabIndex={cost === "plain" ? undefined : 0}>
      {BLANKS[one.char] ?? one.char}
    </span>
  );
  return cost === "plain" ? cell : <Tooltip label={wordsFor(one)} events={{ hover: true, focus: true, touch: true }}>{cell}</Tooltip>;
}

function Part({ trace, index, units, characters }: { trace: Trace; index: number; units: number; characters: TraceCharacter[] }) {
  const capacity = CAPACITY[trace.encoding ?? "GSM-7"][trace.parts.length > 1 ? 1 : 0];
  return (
    <section className={classes.part} aria-label={`Part ${index}`}>
      <Group justify="space-between">
        <Text fw={500} fz="sm">Part {index}</Text>
        <Text fz="xs" c="dimmed">{units} of {capacity} {trace.encoding === "UCS-2" ? "UTF-16 units" : "septets"}</Text>
      </Group>
      <div className={classes.bar} data-dear={trace.encoding === "UCS-2" || undefined} aria-hidden><span style={{ width: `${Math.min(100, (100 * units) / capacity)}%` }} /></div>
      <div className={classes.characters}>{characters.map((one, at) => <Character key={at} one={one} />)}</div>
    </section>
  );
}

function Legend() {
  return (
    <div className={classes.legend}>
      <span><span className={classes.character}>a</span>1 unit</span>
      <span><span className={classes.character} data-cost="double">€</span>2 units</span>
      <span><span className={classes.character} data-cost="forces">’</span>makes the whole text UCS-2</span>
    </div>
  );
}

/** What a plainer spelling would save, if it saves anything. */
function Saving({ trace }: { trace: Trace }) {
  const text = trace.characters.map((one) => one.char).join("");
  const [now, plain] = [cut(text), cut(plainer(text))];
  if (now.encoding === "GSM-7") return null;
  const cheaper = plain.encoding === "GSM-7" && plain.parts < now.parts;
  return (
    <Alert color="lamp" icon={<IconBulb size={18} />} mb="md" p="sm">
      {now.foreign.slice(0, 8).map((one) => <span key={one} className={classes.culprit}>{one}</span>)}{now.foreign.length > 8 && "and others "} {now.foreign.length > 1 ? "are" : "is"} in no GSM table, so every character costs a UTF-16 unit.
      {cheaper && ` Spelt plainly it would take ${plural(plain.parts, "part")} instead of ${now.parts}; smart encoding does that for you.`}
    </Alert>
  );
}

/** Parts and encoding, and what each character cost. */
export function Parts({ trace }: { trace: Trace }) {
  const [isWhole, setWhole] = useState(trace.characters.length <= FIRST_SHOWN);
  const shown = isWhole ? trace.characters : trace.characters.slice(0, FIRST_SHOWN);
  const offset = Math.min(...trace.parts.map((part) => part.index), ...trace.characters.map((one) => one.part));
  if (trace.characters.length === 0)
    return <Card><Title order={2} mb="xs">Text</Title><Text c="dimmed" fz="sm">{Number(trace.message.num_media) > 0 ? "No text, only pictures." : "The text was redacted or never kept."}</Text></Card>;
  return (
    <Card>
      <Group justify="space-between" mb="md"><Title order={2}>Text, character by character</Title><Text fz="sm" c="dimmed">{trace.encoding} · {plural(trace.parts.length, "part")} · {plural(trace.characters.length, "character")}</Text></Group>
      <Saving trace={trace} />
      {trace.parts.map((part) => {
        const characters = shown.filter((one) => one.part === part.index);
        return characters.length > 0 && <Part key={part.index} trace={trace} index={part.index - offset + 1} units={part.units} characters={characters} />;
      })}
      {!isWhole && <Box mt="md"><Button variant="default" size="xs" onClick={() => setWhole(true)}>Show all {trace.characters.length.toLocaleString()} characters</Button></Box>}
      <Legend />
    </Card>
  );
}
