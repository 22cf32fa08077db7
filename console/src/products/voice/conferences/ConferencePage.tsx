import { Button, Card, Grid, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerStopFilled, IconSpeakerphone, IconUserPlus, IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api, core } from "@/api/client";
import type { Attendee, Conference } from "@/api/types";
import { askFirst, useAct } from "@/parts/acting";
import { CodeBlock } from "@/parts/CodeBlock";
import { Empty } from "@/parts/Empty";
import { Facts } from "@/parts/Facts";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { SearchField } from "@/parts/SearchField";
import { short, Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { talkTime } from "@/words/when";
import { plural } from "@/words/numbers";
import { Since } from "../Lasting";
import { One } from "../recordings/One";
import { useConferenceRecordings } from "../recordings/queries";
import classes from "./conferences.module.css";
import { Announcing, Joining } from "./Joining";
import { Person } from "./Person";
import { Presence } from "./Presence";
import { isLive, REFRESH, useAttendees, useConference, useConferenceTimeline } from "./queries";
import { ending, isFound, joinTwiml, nameOf, ordered } from "./rules";
import { Story } from "./Story";

/** More are shown when asked for: a room holds 250. */
const [SHOWN_FIRST, SEARCHED_FROM] = [40, 10];
const CHANNELS = ["Everybody in one channel"];

function End({ room }: { room: Conference }) {
  const { account_sid } = useSession();
  const end = useAct(() => api.form(core(account_sid, `Conferences/${room.sid}`), { Status: "completed" }), { refresh: REFRESH, done: "The conference is over." });
  return <Button color="red" leftSection={<IconPlayerStopFilled size={15} />} loading={end.isPending} onClick={() => askFirst("End this conference?", "Everybody leaves the room; each call goes on with its own document, or ends.", "End it", () => end.mutate(undefined))}>End conference</Button>;
}

function Lasted({ room, began }: { room: Conference; began: string | null }) {
  if (isLive(room)) return began ? <Since at={began} /> : "—";
  return <>{talkTime((Date.parse(room.date_updated) - Date.parse(began ?? room.date_created)) / 1000)}</>;
}

function Summary({ room, all }: { room: Conference; all: Attendee[] | undefined }) {
  const { inside } = ordered(all ?? []);
  const began = all?.map((one) => one.joined_at).filter((at) => at !== null).sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
  const why = ending(room);
  const ender = all?.find((one) => one.call_sid === room.call_sid_ending_conference);
  return (
    <Facts facts={[
      ["Status", <StatusBadge key="s" status={room.status} />],
      [isLive(room) ? "In the room" : "Came", all ? plural(isLive(room) ? inside.length : all.filter((one) => one.joined_at).length, "person", "people") : "—"],
      [isLive(room) ? "On for" : "Lasted", <Lasted key="l" room={room} began={began} />],
      ["Opened", <When key="w" at={room.date_created} />],
      ...(room.region ? [["Region", room.region] as [string, React.ReactNode]] : []),
      ...(why ? [["How it ended", <span key="e">{why}{room.call_sid_ending_conference && <> <Link className="plain-link" to={`/calls/${room.call_sid_ending_conference}`}><Text span fz="sm" fw={400} c="dimmed">{ender ? nameOf(ender) : short(room.call_sid_ending_conference)}</Text></Link></>}</span>] as [string, React.ReactNode]] : []),
    ]} />
  );
}

function Nobody({ room }: { room: Conference }) {
  return (
    <>
      <Empty icon={<IconUsersGroup size={26} />} title="Nobody is in the room">{isLive(room) ? "Call somebody into it, or let a call run this document:" : "Nobody came in before it ended."}</Empty>
      {isLive(room) && <CodeBlock label="TwiML that joins the room" code={joinTwiml(room.friendly_name)} />}
    </>
  );
}

interface PeopleProps {
  room: Conference;
  all: Attendee[];
  onAnnounce: (one: Attendee) => void;
}

function List({ room, all, people, label, onAnnounce }: PeopleProps & { people: Attendee[]; label: string }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? people : people.slice(0, SHOWN_FIRST);
  return (
    <>
      <ul className={classes.people} aria-label={label}>{shown.map((one) => <Person key={one.call_sid} one={one} others={all} isLive={isLive(room)} onAnnounce={() => onAnnounce(one)} />)}</ul>
      {shown.length < people.length && <Button variant="subtle" size="xs" mt="xs" onClick={() => setWhole(true)}>Show all {people.length.toLocaleString()}</Button>}
    </>
  );
}

function People(props: PeopleProps) {
  const { room, all } = props;
  const [sought, setSought] = useState("");
  const { inside, coming, gone } = ordered(all.filter((one) => isFound(one, sought)));
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{isLive(room) ? "In the room" : "Who came"}</Title>
        {all.length > SEARCHED_FROM && <SearchField aria-label="Find somebody" placeholder="Find somebody" size="xs" value={sought} onChange={(event) => setSought(event.currentTarget.value)} />}
      </Group>
      {all.length === 0 ? <Nobody room={room} /> : inside.length + coming.length + gone.length === 0 && <Text fz="sm" c="dimmed">Nobody of that name or number.</Text>}
      <List {...props} people={[...inside, ...coming]} label="In the room" />
      {gone.length > 0 && <>{isLive(room) && <Text fz="xs" c="dimmed" fw={500} mt="md">Gone</Text>}<List {...props} people={gone} label="Gone" /></>}
    </Card>
  );
}

function Recordings({ room }: { room: Conference }) {
  const { account_sid } = useSession();
  const found = useConferenceRecordings(account_sid, room.sid);
  const hint = 'Not recorded. A room is, where who opens it says record="record-from-start" in <Conference>, or ConferenceRecord=true over the API.';
  return (
    <Card>
      <Title order={2} mb="sm">Recordings</Title>
      {found.error && !found.data ? <Problem error={found.error} onRetry={() => void found.refetch()} />
        : found.data?.length === 0 ? <Text fz="sm" c="dimmed">{hint}</Text>
        : <Stack gap="xl">{found.data?.map((recording) => <One key={recording.sid} recording={recording} channels={CHANNELS} />) ?? <Skeleton h={60} />}</Stack>}
    </Card>
  );
}

function Waiting() {
  return <Stack aria-busy="true" aria-label="Loading"><Skeleton h={84} radius="lg" /><Grid><Grid.Col span={{ base: 12, lg: 8 }}><Skeleton h={360} radius="lg" /></Grid.Col><Grid.Col span={{ base: 12, lg: 4 }}><Skeleton h={280} radius="lg" /></Grid.Col></Grid></Stack>;
}

interface Told {
  isOpen: boolean;
  only: { call_sid: string; name: string } | null;
}

function Sections({ room, onTell }: { room: Conference; onTell: (told: Told) => void }) {
  const attendees = useAttendees(room);
  const steps = useConferenceTimeline(room);
  const all = attendees.data;
  return (
    <>
      <Summary room={room} all={all} />
      <Grid gap="lg" mt="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            {attendees.error && !all ? <Problem error={attendees.error} onRetry={() => void attendees.refetch()} />
              : all ? <People room={room} all={all} onAnnounce={(one) => onTell({ isOpen: true, only: { call_sid: one.call_sid, name: nameOf(one) } })} /> : <Skeleton h={300} radius="lg" aria-label="Loading" />}
            {all && steps.data && <Presence room={room} all={all} steps={steps.data} />}
            <Recordings room={room} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}><Card><Title order={2} mb="sm">What happened</Title><Story room={room} all={all ?? []} /></Card></Grid.Col>
      </Grid>
    </>
  );
}

/** One room: who is in it, who talks, and what one may do about it. */
export function ConferencePage() {
  const { sid = "" } = useParams();
  const { account_sid } = useSession();
  const found = useConference(account_sid, sid);
  const [isJoining, joining] = useDisclosure(false);
  const [told, setTold] = useState<Told>({ isOpen: false, only: null });
  const room = found.data;
  const actions = room && isLive(room) && (
    <Group gap="sm">
      <Button variant="default" leftSection={<IconSpeakerphone size={16} />} onClick={() => setTold({ isOpen: true, only: null })}>Announce</Button>
      <Button leftSection={<IconUserPlus size={16} />} onClick={joining.open}>Add somebody</Button>
      <End room={room} />
    </Group>
  );
  return (
    <Page title={room?.friendly_name ?? "Conference"} back={{ to: "/conferences", label: "Conferences" }} about={<Sid sid={sid} full />} actions={actions}>
      {found.error && !room ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending && <Waiting />}
      {room && <Sections key={room.sid} room={room} onTell={setTold} />}
      {room && <Joining room={room} isOpen={isJoining} onClose={joining.close} />}
      {room && <Announcing room={room} only={told.only} isOpen={told.isOpen} onClose={() => setTold((old) => ({ ...old, isOpen: false }))} />}
    </Page>
  );
}
