import { ActionIcon, Anchor, Box, Collapse, Group, Skeleton, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconPhone, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import { useId, useState, type FormEvent } from "react";
import { Link } from "react-router";
import { onOwnOrigin } from "@/api/client";
import type { HandsetCall } from "@/api/types";
import { Problem } from "@/parts/Problem";
import { grown } from "@/products/voice/rules";
import { e164, pretty } from "@/words/numbers";
import { shortly, talkTime } from "@/words/when";
import classes from "./calling.module.css";
import { Keypad } from "./Keypad";
import { Captions } from "./OnCall";
import { useHandsetCalls } from "./queries";
import { farOf, outcomeOf } from "./rules";

function lasted(call: HandsetCall): string {
  const outcome = outcomeOf(call);
  if (outcome) return outcome;
  return call.ended_at ? talkTime((Date.parse(call.ended_at) - Date.parse(call.answered_at!)) / 1000) : "on";
}

/** What was heard, as sound and as words. */
function Whole({ call }: { call: HandsetCall }) {
  const { audio_url: url } = call.heard;
  const lines = grown([], call.heard.captions, call.said.captions);
  return (
    <div className={classes.whole}>
      {url ? <audio className={classes.audio} controls preload="none" src={onOwnOrigin(url)} aria-label={`What was heard from ${farOf(call)}`} /> : <Text fz="xs" c="dimmed">No sound is kept.</Text>}
      {lines.length > 0 && <Captions lines={lines} label={`Captions of the call with ${farOf(call)}`} />}
      {(call.said.digits || call.heard.digits) && <Text fz="xs" c="dimmed">{[call.said.digits && `You pressed ${call.said.digits}`, call.heard.digits && `They pressed ${call.heard.digits}`].filter(Boolean).join(" · ")}</Text>}
      {call.sid && <Anchor component={Link} to={`/calls/${call.sid}`} fz="xs" aria-label={`Open ${call.sid}`}>The whole story of this call</Anchor>}
    </div>
  );
}

function Recent({ call, onDial }: { call: HandsetCall; onDial: (to: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const Icon = call.direction === "received" ? IconPhoneIncoming : IconPhoneOutgoing;
  const outcome = outcomeOf(call);
  return (
    <div className={classes.recent} data-call={call.id}>
      <Group gap={6} wrap="nowrap" pr={10}>
        <UnstyledButton className={classes.recentHead} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          <Icon size={17} aria-label={call.direction} color={`var(--mantine-color-${outcome ? "red" : call.direction === "received" ? "blue" : "rack"}-6)`} style={{ flex: "none" }} />
          <Box flex={1} miw={0}><Text fz="sm" fw={500} truncate>{pretty(farOf(call))}</Text><Text fz={11} c="dimmed">{lasted(call)} · {shortly(call.started_at)}</Text></Box>
          <IconChevronRight size={15} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
        </UnstyledButton>
        <ActionIcon variant="subtle" radius="xl" size={34} aria-label={`Call ${farOf(call)}`} onClick={() => onDial(farOf(call))}><IconPhone size={18} /></ActionIcon>
      </Group>
      <Collapse expanded={isOpen} id={id}>{isOpen && <Whole call={call} />}</Collapse>
    </div>
  );
}

function Dialler({ onDial }: { onDial: (to: string) => void }) {
  const [typed, setTyped] = useState("");
  const number = e164(typed);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (number) onDial(number);
  }
  return (
    <form className={classes.dialler} onSubmit={submit}>
      <TextInput size="md" radius="xl" mb={8} inputMode="tel" aria-label="Number to call" placeholder="+14155550100" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <Keypad onPress={(key) => setTyped((old) => old + key)} />
      <div className={classes.rounds}>
        <div className={classes.roundBox}><button type="submit" className={classes.round} data-colour="green" aria-label="Call" disabled={!number}><IconPhone size={24} aria-hidden /></button></div>
      </div>
    </form>
  );
}

/** The handset's calls, and a keypad for the next. */
export function Recents({ number, isDialling, onDial }: { number: string; isDialling: boolean; onDial: (to: string) => void }) {
  const calls = useHandsetCalls(number);
  if (isDialling) return <Dialler onDial={onDial} />;
  if (calls.error && !calls.data) return <Box p="sm" flex={1}><Problem error={calls.error} onRetry={() => void calls.refetch()} /></Box>;
  if (!calls.data) return <Stack p="md" flex={1} aria-busy="true">{[60, 44, 70].map((width) => <Skeleton key={width} h={38} w={`${width}%`} radius={12} />)}</Stack>;
  if (calls.data.length === 0)
    return <Stack align="center" justify="center" flex={1} gap={6} p="lg" ta="center"><IconPhone size={38} stroke={1.2} opacity={0.45} aria-hidden /><Text fw={500} fz="sm">No calls yet</Text><Text fz="xs" c="dimmed">Call this number from your code, or dial with the keypad.</Text></Stack>;
  return <div className={classes.recents}>{calls.data.map((call) => <Recent key={call.id} call={call} onDial={onDial} />)}</div>;
}
