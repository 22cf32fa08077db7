import { Box, Button, Checkbox, Skeleton, Stack, Text } from "@mantine/core";
import {
  IconAdjustments, IconAlertTriangle, IconDoorEnter, IconDoorExit, IconFlag, IconMicrophone, IconMicrophoneOff, IconPhoneOutgoing, IconPlayerPause, IconPlayerPlay, IconSpeakerphone, IconVolume, IconVolumeOff,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Attendee, Conference, ConferenceStep } from "@/api/types";
import { Problem } from "@/parts/Problem";
import { short } from "@/parts/Sid";
import { atTime, atTimeExactly } from "@/words/when";
import { WebhookStep } from "../WebhookStep";
import classes from "./conferences.module.css";
import { useConferenceTimeline } from "./queries";
import { leaving, nameOf } from "./rules";

const LOOKS: Record<string, { icon: typeof IconFlag; colour: string; words: string }> = {
  "conference.created": { icon: IconFlag, colour: "gray", words: "The room was opened" },
  "conference.started": { icon: IconFlag, colour: "rack", words: "The conference began" },
  "conference.ended": { icon: IconFlag, colour: "gray", words: "The conference ended" },
  "participant.invited": { icon: IconPhoneOutgoing, colour: "cyan", words: "is called" },
  "participant.progressed": { icon: IconPhoneOutgoing, colour: "cyan", words: "is rung" },
  "participant.joined": { icon: IconDoorEnter, colour: "rack", words: "came in" },
  "participant.left": { icon: IconDoorExit, colour: "gray", words: "left" },
  "participant.muted": { icon: IconMicrophoneOff, colour: "orange", words: "was muted" },
  "participant.unmuted": { icon: IconMicrophone, colour: "rack", words: "was unmuted" },
  "participant.held": { icon: IconPlayerPause, colour: "lamp", words: "was put on hold" },
  "participant.unheld": { icon: IconPlayerPlay, colour: "rack", words: "came off hold" },
  "participant.modified": { icon: IconAdjustments, colour: "grape", words: "was changed" },
  "participant.speech-started": { icon: IconVolume, colour: "rack", words: "began to talk" },
  "participant.speech-stopped": { icon: IconVolumeOff, colour: "gray", words: "fell silent" },
  "announcement.ended": { icon: IconSpeakerphone, colour: "indigo", words: "An announcement was played" },
  "announcement.failed": { icon: IconSpeakerphone, colour: "red", words: "An announcement could not be played" },
  alert: { icon: IconAlertTriangle, colour: "red", words: "" },
};
const PLAIN = { icon: IconFlag, colour: "gray", words: "" };
const SHOWN_FIRST = 60;

function whoOf(step: ConferenceStep, all: Attendee[]): string | null {
  if (!step.call_sid) return null;
  const one = all.find(({ call_sid }) => call_sid === step.call_sid);
  return one ? nameOf(one) : typeof step.detail.label === "string" && step.detail.label ? step.detail.label : short(step.call_sid);
}

/** What changed of their rights, as they are now. */
function modified(step: ConferenceStep, all: Attendee[]): string {
  const { coaching, call_sid_to_coach, end_conference_on_exit } = step.detail;
  const coached = all.find((one) => one.call_sid === call_sid_to_coach);
  return [coaching ? `coaches ${coached ? nameOf(coached) : "somebody"}` : "is heard by all", end_conference_on_exit ? "ends the room by leaving" : null].filter(Boolean).join(", ");
}

function sentenceOf(step: ConferenceStep, all: Attendee[]): string {
  if (!step.kind.startsWith("participant.")) return LOOKS[step.kind]?.words || step.text;
  const who = whoOf(step, all) ?? "Somebody";
  return `${who} ${step.kind === "participant.modified" ? modified(step, all) : (LOOKS[step.kind]?.words ?? step.text)}`;
}

function Row({ step, all }: { step: ConferenceStep; all: Attendee[] }) {
  const { icon: Icon, colour } = LOOKS[step.kind] ?? PLAIN;
  const reason = typeof step.detail.reason === "string" ? leaving(step.detail.reason) : null;
  return (
    <li className={classes.event}>
      <time className={classes.eventTime} dateTime={step.at} title={atTimeExactly(step.at)}>{atTime(step.at)}</time>
      <span className={classes.eventMark} style={{ "--mark": `var(--mantine-color-${colour}-6)` } as React.CSSProperties} aria-hidden><Icon size={14} /></span>
      <Box miw={0} flex={1}>
        {step.kind === "webhook" && typeof step.detail.sid === "string" ? <WebhookStep step={{ ...step, kind: "webhook" }} /> : (
          <Text fz="sm" component="div" style={{ overflowWrap: "anywhere" }}>{sentenceOf(step, all)}{reason && <Text span inherit c="dimmed">: {reason}</Text>}</Text>
        )}
      </Box>
    </li>
  );
}

/** Between being called and being there only the ringing is worth a line. */
function isTold(step: ConferenceStep): boolean {
  return step.kind !== "participant.progressed" || step.detail.status === "ringing";
}

function isTalk(step: ConferenceStep): boolean {
  return step.kind.startsWith("participant.speech");
}

/** What happened in the room, the latest first. */
export function Story({ room, all }: { room: Conference; all: Attendee[] }) {
  const found = useConferenceTimeline(room);
  const [isWhole, setWhole] = useState(false);
  const [withTalk, setWithTalk] = useState(false);
  if (found.error && !found.data) return <Problem error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Stack gap="md" aria-busy="true" aria-label="Loading">{[70, 52, 84, 60].map((width) => <Skeleton key={width} h={18} w={`${width}%`} />)}</Stack>;
  const steps = found.data.filter((step) => isTold(step) && (withTalk || !isTalk(step))).reverse();
  if (found.data.length === 0) return <Text fz="sm" c="dimmed">Nothing has happened yet.</Text>;
  return (
    <>
      {found.data.some(isTalk) && <Checkbox size="xs" mb="sm" label="Who began and ceased to talk, too" checked={withTalk} onChange={(event) => setWithTalk(event.currentTarget.checked)} />}
      <ol className={classes.story} aria-label="What happened">{(isWhole ? steps : steps.slice(0, SHOWN_FIRST)).map((step, at) => <Row key={`${step.at}${step.kind}${step.call_sid}${steps.length - at}`} step={step} all={all} />)}</ol>
      {!isWhole && steps.length > SHOWN_FIRST && <Button variant="subtle" size="xs" mt="xs" onClick={() => setWhole(true)}>Show all {steps.length.toLocaleString()}</Button>}
    </>
  );
}
