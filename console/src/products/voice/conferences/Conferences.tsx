import { Box, Button, Card, Group, SegmentedControl, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconFilterOff, IconUserPlus, IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { core } from "@/api/client";
import type { Conference } from "@/api/types";
import { CodeBlock } from "@/parts/CodeBlock";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { SearchField } from "@/parts/SearchField";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { FIRST_HANDSET } from "@/products/console/Home";
import { useSession } from "@/products/console/session";
import { useNumbers } from "@/products/numbers/queries";
import { curlOf } from "@/words/curl";
import { plural } from "@/words/numbers";
import { talkTime } from "@/words/when";
import { Since } from "../Lasting";
import classes from "./conferences.module.css";
import { Joining } from "./Joining";
import { listed, useAttendees, useEndedRooms, useLiveRooms } from "./queries";
import { ending, initials, joinTwiml, nameOf, ordered } from "./rules";

const FACES_MOST = 6;
/** Rooms whose people are shown; the rest are named. */
const ROOMS_SHOWN = 24;

function Faces({ room }: { room: Conference }) {
  const { inside } = ordered(useAttendees(room).data ?? []);
  if (inside.length === 0) return <Text fz="sm" c="dimmed">Nobody is in it yet</Text>;
  return (
    <Group gap="sm" wrap="nowrap">
      <span className={classes.faces} aria-hidden>
        {inside.slice(0, FACES_MOST).map((one) => <span key={one.call_sid} className={classes.face} data-off={one.muted || one.hold || undefined} title={nameOf(one)}>{initials(one)}</span>)}
      </span>
      <Text fz="sm" c="dimmed">{plural(inside.length, "person", "people")}</Text>
    </Group>
  );
}

function RoomCard({ room }: { room: Conference }) {
  return (
    <Link to={`/conferences/${room.sid}`} className={classes.room} aria-label={`Open ${room.sid}`}>
      <Group justify="space-between" wrap="nowrap" mb={12} align="flex-start">
        <Text fw={600} lineClamp={2} style={{ overflowWrap: "anywhere" }}>{room.friendly_name}</Text><StatusBadge status={room.status} />
      </Group>
      <Group justify="space-between" gap="xs" mih={38}><Faces room={room} /><Text fz="sm" c="dimmed"><Since at={room.date_created} /></Text></Group>
    </Link>
  );
}

function Live({ found }: { found: ReturnType<typeof useLiveRooms> }) {
  if (found.error && !found.data) return <Problem error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} aria-busy="true" aria-label="Loading">{[1, 2, 3].map((one) => <Skeleton key={one} h={118} radius="lg" />)}</SimpleGrid>;
  if (found.data.length === 0) return <Card padding="md"><Text fz="sm" c="dimmed">No room is on. The next one shows up here the moment somebody comes in.</Text></Card>;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>{found.data.slice(0, ROOMS_SHOWN).map((room) => <RoomCard key={room.sid} room={room} />)}</SimpleGrid>
      {found.data.length > ROOMS_SHOWN && <Stack gap={6} mt="md">{found.data.slice(ROOMS_SHOWN).map((room) => <Group key={room.sid} gap="sm"><StatusBadge status={room.status} /><Link to={`/conferences/${room.sid}`} className="plain-link">{room.friendly_name}</Link></Group>)}</Stack>}
    </>
  );
}

function lasted(room: Conference): string {
  return talkTime((Date.parse(room.date_updated) - Date.parse(room.date_created)) / 1000);
}

const COLUMNS: Column<Conference>[] = [
  { key: "name", title: "Room", card: "head", render: (row) => <Link to={`/conferences/${row.sid}`} className="plain-link"><Text span fz="sm" fw={500} display="block" maw={320} truncate title={row.friendly_name}>{row.friendly_name}</Text></Link> },
  { key: "why", title: "How it ended", render: (row) => <Text span fz="sm" c="dimmed">{ending(row) ?? "—"}</Text> },
  { key: "lasted", title: "Lasted", width: 92, align: "right", render: lasted },
  { key: "opened", title: "Opened", width: 140, render: (row) => <When at={row.date_created} /> },
  { key: "sid", title: "SID", width: 176, card: "none", render: (row) => <Sid sid={row.sid} to={`/conferences/${row.sid}`} /> },
];

/** How a room comes about, for who has none. */
function First({ onOpen }: { onOpen: () => void }) {
  const { account_sid } = useSession();
  const numbers = useNumbers(account_sid);
  const from = numbers.data?.[0]?.phone_number ?? "+14155550100";
  return (
    <Card>
      <Empty icon={<IconUsersGroup size={26} />} title="No conferences yet" action={<Button leftSection={<IconUserPlus size={16} />} onClick={onOpen}>Open the first</Button>}>
        A room is there as long as somebody is in it. Whoever runs this document is in the room Daily, and hears everybody else who does:
      </Empty>
      <SimpleGrid cols={{ base: 1, md: 2 }} pb="sm">
        <CodeBlock label="TwiML that joins a room" code={joinTwiml("Daily")} />
        <CodeBlock label="curl line that calls a handset into a room" wrap code={curlOf(core(account_sid, "Conferences/Daily/Participants"), { From: from, To: FIRST_HANDSET, Label: "Ann" })} />
      </SimpleGrid>
    </Card>
  );
}

const SHOWN = [{ value: "all", label: "All" }, { value: "live", label: "Live" }, { value: "ended", label: "Ended" }];

function useFilter() {
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get("name") ?? "");
  const [name] = useDebouncedValue(typed.trim(), 350);
  const set = (shown: string) => setParams((old) => { if (shown === "all") old.delete("shown"); else old.set("shown", shown); return old; }, { replace: true });
  return { shown: params.get("shown") ?? "all", set, typed, setTyped, name };
}

/** Rooms that are on, then those that were. */
export function Conferences() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const [isOpen, form] = useDisclosure(false);
  const { shown, set, typed, setTyped, name } = useFilter();
  const live = useLiveRooms(account_sid, name);
  const ended = useEndedRooms(account_sid, name);
  const rows = listed(ended.data?.pages);
  const isBare = live.data?.length === 0 && rows?.length === 0 && !name;
  return (
    <Page title="Conferences" about="Rooms that are on, as they are, and those that were." actions={<Button leftSection={<IconUserPlus size={16} />} onClick={form.open}>Open a room</Button>}>
      {isBare ? <First onOpen={form.open} /> : (
        <Stack gap="lg">
          <Group gap="sm">
            <SegmentedControl aria-label="What is shown" data={SHOWN} value={shown} onChange={set} />
            <SearchField aria-label="Name of the room" placeholder="The room's whole name" w={{ base: "100%", xs: 280 }} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          </Group>
          {shown !== "ended" && <Box component="section" aria-label="Live"><Title order={2} mb="sm">Live{live.data && live.data.length > 0 ? ` · ${live.data.length}` : ""}</Title><Live found={live} /></Box>}
          {shown !== "live" && (
            <Box component="section" aria-label="Ended">
              <Title order={2} mb="sm">Ended</Title>
              <Card padding={0}>
                <Listing
                  label="Conferences that have ended" rows={rows} columns={COLUMNS} rowKey={(row) => row.sid} error={ended.error} onRetry={() => void ended.refetch()} isFetching={ended.isFetching} onOpen={(row) => void navigate(`/conferences/${row.sid}`)}
                  empty={name ? <Empty icon={<IconFilterOff size={26} />} title="No room of that name has ended">Names are compared whole, letter by letter.</Empty> : <Empty icon={<IconUsersGroup size={26} />} title="None has ended yet" />}
                />
              </Card>
              {ended.hasNextPage && <Group justify="flex-end" mt="md"><Button variant="default" loading={ended.isFetchingNextPage} onClick={() => void ended.fetchNextPage()}>Show older</Button></Group>}
            </Box>
          )}
        </Stack>
      )}
      <Joining room={null} isOpen={isOpen} onClose={form.close} />
    </Page>
  );
}
