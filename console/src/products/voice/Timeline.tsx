import { Anchor, Box, Checkbox, Group, Skeleton, Stack, Text } from "@mantine/core";
import {
  IconAlertTriangle, IconArrowsLeftRight, IconMessage2, IconCode, IconDialpad, IconFlag, IconMicrophone, IconPhoneOff, IconStack2, IconUsersGroup, IconVolume, IconWaveSine, IconWebhook,
} from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import type { Call, CallStep, StepKind } from "@/api/types";
import { Problem } from "@/parts/Problem";
import { StatusBadge } from "@/parts/Status";
import { party, plural } from "@/words/numbers";
import { atTimeExactly, span } from "@/words/when";
import { useTimelines } from "./queries";
import { outcomeOf } from "./queues/rules";
import { answerer, gathered, merged, stretches, type Stretch, type Told } from "./rules";
import classes from "./voice.module.css";
import { WebhookStep } from "./WebhookStep";

const LOOKS: Record<StepKind, { icon: typeof IconFlag; colour: string; name: string }> = {
  state: { icon: IconFlag, colour: "rack", name: "State" },
  signalling: { icon: IconArrowsLeftRight, colour: "cyan", name: "Signalling" },
  twiml: { icon: IconCode, colour: "indigo", name: "TwiML" },
  webhook: { icon: IconWebhook, colour: "grape", name: "Webhooks" },
  digits: { icon: IconDialpad, colour: "lamp", name: "Digits" },
  speech: { icon: IconMessage2, colour: "teal", name: "Speech" },
  media: { icon: IconWaveSine, colour: "blue", name: "Media" },
  alert: { icon: IconAlertTriangle, colour: "red", name: "Alerts" },
};

const VERB_ICONS: Record<string, typeof IconFlag> = { DialConference: IconUsersGroup, Enqueue: IconStack2, DialQueue: IconStack2, Say: IconVolume, Play: IconVolume, Gather: IconDialpad, Record: IconMicrophone, Hangup: IconPhoneOff, Reject: IconPhoneOff };

const BAD_STATES = new Set(["busy", "failed", "no-answer", "canceled"]);

function lookOf(step: CallStep) {
  const look = LOOKS[step.kind] ?? LOOKS.state;
  if (step.kind === "twiml") return { ...look, icon: VERB_ICONS[step.text] ?? look.icon };
  return step.kind === "state" && BAD_STATES.has(step.text) ? { ...look, colour: "orange" } : look;
}

function said(value: unknown): string {
  if (Array.isArray(value)) return value.map(said).join(", ");
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** Shown on the page as what they are. */
const UNTOLD = new Set(["recording", "call", "queue", "conference"]);
/** Things of their own pages. */
const PLACES: [string, string, string][] = [["conference", "/conferences/", "open the conference"], ["queue", "/queues/", "open the queue"]];

/** `timeout_s: 30` reads "timeout 30 s". */
function fact([name, value]: [string, unknown]): string {
  const unit = /_(s|ms)$/.exec(name)?.[1];
  return `${name.replace(/_(s|ms)$/, "").replaceAll("_", " ")} ${said(value)}${unit ? ` ${unit}` : ""}`;
}

/** How sure the recogniser is of the words it heard, and which language it listened for. */
function sureness({ detail: { confidence, language } }: CallStep): string {
  return [typeof confidence === "number" ? `${Math.round(100 * confidence)} % sure` : null, language].filter(Boolean).join(" · ");
}

/** Where the step leads to. */
function Onward({ step }: { step: CallStep }) {
  const [name, path, words] = PLACES.find(([one]) => typeof step.detail[one] === "string") ?? [];
  return name ? <Anchor component={Link} to={`${path}${step.detail[name]}`} fz="xs" ml={8} fw={400}>{words}</Anchor> : null;
}

/** What more is known of a step; blanks say nothing. */
function Detail({ step }: { step: CallStep }) {
  const { text, url, ...rest } = step.detail;
  if (step.kind === "speech") return <Text fz="xs" c="dimmed">{sureness(step)}</Text>;
  const more = Object.entries(rest).filter(([name, value]) => !UNTOLD.has(name) && value !== null && value !== "" && value !== false);
  return (
    <>
      {typeof text === "string" && <Text fz="sm" className={classes.words}>“{text}”</Text>}
      {typeof url === "string" && <Text className="mono quiet" style={{ overflowWrap: "anywhere" }}>{url}</Text>}
      {more.length > 0 && <Text fz="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>{more.map(fact).join(" · ")}</Text>}
    </>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `left support: hangup` ends with how the wait ended, in words. */
function waitOver(text: string): string {
  return text.replace(/^(left .*: )([a-z-]+)$/, (_, before: string, result: string) => before + outcomeOf(result).label.toLowerCase());
}

function Digits({ keys }: { keys: string }) {
  return <Group gap={4} role="img" aria-label={`Pressed ${keys}`}>{[...keys].map((key, at) => <kbd key={at} className="key" aria-hidden>{key}</kbd>)}</Group>;
}

/** Nouns of <Dial> are verbs of their own to the interpreter. */
const NOUNS: Record<string, string> = { DialConference: "<Dial><Conference>", DialQueue: "<Dial><Queue>" };

function titleOf(step: CallStep): ReactNode {
  if (step.kind === "twiml") return /\s/.test(step.text) ? capital(waitOver(step.text)) : <span className="mono">{NOUNS[step.text] ?? `<${step.text}>`}</span>;
  if (step.kind === "digits") return <Digits keys={step.text} />;
  if (step.kind === "speech") return step.text ? `Heard “${step.text}”` : "Heard no words";
  const answeredBy = /^answered by (\w+)$/.exec(step.text)?.[1];
  if (step.kind === "media" && answeredBy) return `Answered by ${answerer(answeredBy)}`;
  return step.kind === "state" ? capital(step.text).replaceAll("-", " ") : step.text;
}

/** `isTagged`: legs share the lane, so each step names its own. */
function Row({ told: { step, call, afterMs }, isTagged }: { told: Told; isTagged: boolean }) {
  const { icon: Icon, colour, name } = lookOf(step);
  const isRecord = step.kind === "webhook" && typeof step.detail.sid === "string";
  return (
    <li className={classes.step} data-kind={step.kind}>
      <time className={classes.after} dateTime={step.at} title={atTimeExactly(step.at)}>{afterMs === 0 ? "0" : `+${span(afterMs)}`}</time>
      <span className={classes.mark} style={{ "--mark": `var(--mantine-color-${colour}-6)` } as React.CSSProperties}><Icon size={14} role="img" aria-label={name} /></span>
      <Box miw={0} flex={1}>
        {isRecord ? <WebhookStep step={step} /> : (
          <>
            <Text component="div" fz="sm" fw={step.kind === "signalling" || step.kind === "media" ? 400 : 500} style={{ overflowWrap: "anywhere" }}>{titleOf(step)}<Onward step={step} />{isTagged && <Text span fz="xs" fw={400} c="dimmed" ml={8}>{party(call.to)}</Text>}</Text>
            <Detail step={step} />
          </>
        )}
      </Box>
    </li>
  );
}

function LegHead({ call }: { call: Call }) {
  return (
    <Group gap="xs" className={classes.laneHead}>
      <Text fz="xs" fw={600}>Leg to {party(call.to)}</Text>
      <StatusBadge status={call.status} />
      <Anchor component={Link} to={`/calls/${call.sid}`} fz="xs" aria-label={`Open ${call.sid}`}>open</Anchor>
    </Group>
  );
}

/** `isNew` tells the legs that no lane above has introduced. */
function Lane({ stretch, isNew }: { stretch: Stretch; isNew: (call: Call) => boolean }) {
  const isShared = stretch.calls.length > 1;
  const rows = <ol className={classes.steps}>{stretch.steps.map((told, at) => <Row key={at} told={told} isTagged={isShared} />)}</ol>;
  if (!stretch.isChild) return rows;
  const [fresh, known] = [stretch.calls.filter(isNew), stretch.calls.filter((call) => !isNew(call))];
  return (
    <section className={classes.lane} aria-label={`Legs to ${stretch.calls.map((call) => party(call.to)).join(" and ")}`}>
      {fresh.map((call) => <LegHead key={call.sid} call={call} />)}
      {!isShared && known.map((call) => <Text key={call.sid} fz={11} c="dimmed" className={classes.laneHead}>Leg to {party(call.to)}</Text>)}
      {rows}
    </section>
  );
}

function KindFilter({ kinds, hidden, onChange }: { kinds: StepKind[]; hidden: StepKind[]; onChange: (hidden: StepKind[]) => void }) {
  return (
    <Group gap="md" mb="md" role="group" aria-label="What is shown">
      {kinds.map((kind) => (
        <Checkbox
          key={kind} size="xs" label={LOOKS[kind]?.name ?? kind} color={LOOKS[kind]?.colour} checked={!hidden.includes(kind)}
          onChange={() => onChange(hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind])}
        />
      ))}
    </Group>
  );
}

function Waiting() {
  return <Stack gap="md" aria-busy="true" aria-label="Loading">{[70, 52, 84, 60].map((width) => <Skeleton key={width} h={18} w={`${width}%`} />)}</Stack>;
}

/** What happened, from top to bottom; what happened in the legs it dialled stands in lanes of their own. */
export function Timeline({ legs }: { legs: Call[] }) {
  const [hidden, setHidden] = useState<StepKind[]>([]);
  const found = useTimelines(legs);
  const [own] = found;
  if (own?.error && !own.data) return <Problem error={own.error} onRetry={() => void own.refetch()} />;
  if (!own?.data) return <Waiting />;
  const steps = merged(legs.map((call, at) => ({ call, steps: gathered(found[at]?.data?.items ?? []) })));
  if (steps.length === 0) return <Text c="dimmed" fz="sm">Nothing has happened yet.</Text>;
  const kinds = (Object.keys(LOOKS) as StepKind[]).filter((kind) => steps.some(({ step }) => step.kind === kind));
  const lanes = stretches(steps.filter(({ step }) => !hidden.includes(step.kind)));
  const firstOf = new Map(lanes.flatMap((lane, at) => lane.calls.map((call) => [call.sid, at] as const)).reverse());
  return (
    <>
      <KindFilter kinds={kinds} hidden={hidden} onChange={setHidden} />
      {lanes.map((stretch, at) => <Lane key={at} stretch={stretch} isNew={(call) => firstOf.get(call.sid) === at} />)}
      {lanes.length === 0 && <Text c="dimmed" fz="sm">{plural(steps.length, "step")} hidden.</Text>}
    </>
  );
}
