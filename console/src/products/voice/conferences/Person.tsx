import { ActionIcon, Badge, Box, Group, Menu, Text, Tooltip } from "@mantine/core";
import {
  IconDotsVertical, IconEar, IconEarOff, IconMicrophone, IconMicrophoneOff, IconPhoneCall, IconPlayerPause, IconPlayerPlay, IconSpeakerphone, IconUserX,
} from "@tabler/icons-react";
import { Link } from "react-router";
import { api } from "@/api/client";
import type { Attendee } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { StatusBadge } from "@/parts/Status";
import { useSession } from "@/products/console/session";
import { party } from "@/words/numbers";
import { talkTime } from "@/words/when";
import { Since } from "../Lasting";
import classes from "./conferences.module.css";
import { participantPath, REFRESH } from "./queries";
import { initials, leaving, nameOf, numberOf, whereabouts } from "./rules";

type Change = Record<string, string>;

/** One change to one participant. */
function useChange(one: Attendee) {
  const { account_sid } = useSession();
  return useAct((change: Change) => api.form(participantPath(account_sid, one), change), { refresh: REFRESH });
}

interface DeedProps {
  label: string;
  icon: typeof IconEar;
  colour?: string;
  isOn?: boolean;
  isBusy: boolean;
  onClick: () => void;
}

function Deed({ label, icon: Icon, colour, isOn = false, isBusy, onClick }: DeedProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={34} variant={isOn ? "light" : "default"} color={colour} c={isOn ? undefined : colour} aria-label={label} loading={isBusy} onClick={onClick}><Icon size={17} /></ActionIcon>
    </Tooltip>
  );
}

/** Whom they may coach: anybody else in the room who does not coach. */
function Coach({ one, others, change }: { one: Attendee; others: Attendee[]; change: ReturnType<typeof useChange> }) {
  const choices = others.filter((other) => other.call_sid !== one.call_sid && !other.coaching && whereabouts(other) === "inside");
  const label = `${nameOf(one)} coaches…`;
  if (one.coaching) return <Deed label={`${nameOf(one)} stops coaching`} icon={IconEarOff} colour="grape" isOn isBusy={change.isPending} onClick={() => change.mutate({ Coaching: "false" })} />;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><ActionIcon size={34} variant="default" aria-label={label} title={label} disabled={choices.length === 0}><IconEar size={17} /></ActionIcon></Menu.Target>
      <Menu.Dropdown mah={320} maw={300} style={{ overflowY: "auto", overflowWrap: "anywhere" }}>
        <Menu.Label>{nameOf(one)} is heard by one alone:</Menu.Label>
        {choices.map((other) => <Menu.Item key={other.call_sid} onClick={() => change.mutate({ Coaching: "true", CallSidToCoach: other.call_sid })}>{nameOf(other)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function More({ one, change, onAnnounce }: { one: Attendee; change: ReturnType<typeof useChange>; onAnnounce: () => void }) {
  const ends = one.end_conference_on_exit;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><ActionIcon size={34} variant="default" aria-label={`More for ${nameOf(one)}`}><IconDotsVertical size={17} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSpeakerphone size={15} />} onClick={onAnnounce}>Announce to them alone…</Menu.Item>
        <Menu.Item onClick={() => change.mutate({ EndConferenceOnExit: String(!ends) })}>{ends ? "The room outlives their leaving" : "Their leaving ends the room"}</Menu.Item>
        <Menu.Item component={Link} to={`/calls/${one.call_sid}`}>Open their call</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Kick({ one }: { one: Attendee }) {
  const { account_sid } = useSession();
  const kick = useAct(() => api.remove(participantPath(account_sid, one)), { refresh: REFRESH, done: () => tell(`${nameOf(one)} is out of the room.`) });
  const label = `Remove ${nameOf(one)}`;
  return <Deed label={label} icon={IconUserX} colour="red" isBusy={kick.isPending} onClick={() => askFirst(`Remove ${nameOf(one)}?`, one.end_conference_on_exit ? "Their leaving ends the conference for everybody." : "Their document goes on after <Dial>, or the call ends.", "Remove", () => kick.mutate(undefined))} />;
}

function Deeds({ one, others, onAnnounce }: { one: Attendee; others: Attendee[]; onAnnounce: () => void }) {
  const [mute, hold, rest] = [useChange(one), useChange(one), useChange(one)];
  const name = nameOf(one);
  return (
    <Group gap={6} wrap="nowrap" className={classes.deeds} role="group" aria-label={`What ${name} may`}>
      <Deed label={one.muted ? `Unmute ${name}` : `Mute ${name}`} icon={one.muted ? IconMicrophoneOff : IconMicrophone} colour={one.muted ? "orange" : undefined} isOn={one.muted} isBusy={mute.isPending} onClick={() => mute.mutate({ Muted: String(!one.muted) })} />
      <Deed label={one.hold ? `Take ${name} off hold` : `Hold ${name}`} icon={one.hold ? IconPlayerPlay : IconPlayerPause} colour={one.hold ? "lamp" : undefined} isOn={one.hold} isBusy={hold.isPending} onClick={() => hold.mutate({ Hold: String(!one.hold) })} />
      <Coach one={one} others={others} change={rest} />
      <More one={one} change={rest} onAnnounce={onAnnounce} />
      <Kick one={one} />
    </Group>
  );
}

function Face({ one }: { one: Attendee }) {
  const isTalking = one.is_talking && !one.muted && !one.hold;
  return (
    <span className={classes.face} data-talking={isTalking || undefined} data-off={one.muted || one.hold || whereabouts(one) !== "inside" || undefined} role="img" aria-label={isTalking ? "Talks" : "Is silent"}>
      {whereabouts(one) === "coming" ? <IconPhoneCall size={17} /> : initials(one)}
      {one.muted && <span className={classes.mark} data-kind="muted"><IconMicrophoneOff size={11} stroke={2.4} /></span>}
      {one.hold && <span className={classes.mark} data-kind="hold"><IconPlayerPause size={11} stroke={2.4} /></span>}
    </span>
  );
}

/** What is so of them besides being there. */
function Tags({ one, others }: { one: Attendee; others: Attendee[] }) {
  const coached = others.find((other) => other.call_sid === one.call_sid_to_coach);
  return (
    <>
      {one.muted && <Badge color="orange" tt="none">muted</Badge>}
      {one.hold && <Badge color="lamp" tt="none">on hold</Badge>}
      {one.coaching && <Badge color="grape" tt="none" maw={220}>coaches {coached ? nameOf(coached) : "somebody"}</Badge>}
      {one.end_conference_on_exit && <Badge color="gray" tt="none">ends the room</Badge>}
    </>
  );
}

function Stay({ one }: { one: Attendee }) {
  if (whereabouts(one) === "coming") return <StatusBadge status={one.status} />;
  if (!one.joined_at) return <>{leaving(one.reason_left) ?? one.status}</>;
  if (!one.left_at) return <>in for <Since at={one.joined_at} /></>;
  return <>{talkTime((Date.parse(one.left_at) - Date.parse(one.joined_at)) / 1000)}{leaving(one.reason_left) && `, ${leaving(one.reason_left)}`}</>;
}

/** One in the room, on their way into it, or gone. */
export function Person({ one, others, isLive, onAnnounce }: { one: Attendee; others: Attendee[]; isLive: boolean; onAnnounce: () => void }) {
  const where = whereabouts(one);
  return (
    <li className={classes.person} data-where={where} aria-label={nameOf(one)}>
      <Face one={one} />
      <Box miw={0} flex="1 1 200px">
        <Group gap={8} wrap="wrap">
          <Link to={`/calls/${one.call_sid}`} className="plain-link"><Text span fw={500} style={{ overflowWrap: "anywhere" }}>{nameOf(one)}</Text></Link>
          {where === "inside" && <Tags one={one} others={others} />}
        </Group>
        <Text fz="xs" c="dimmed" component="div" style={{ overflowWrap: "anywhere" }}>
          {one.label && <>{party(numberOf(one))} · </>}<Stay one={one} />
        </Text>
      </Box>
      {isLive && where === "inside" && <Deeds one={one} others={others} onAnnounce={onAnnounce} />}
      {isLive && where === "coming" && <Kick one={one} />}
    </li>
  );
}
