import { Accordion, Anchor, Box, Button, Card, Group, SegmentedControl, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { IconFilterOff, IconMicrophone, IconPhonePlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { Link, useSearchParams } from "react-router";
import type { Recording, Transcription } from "@/api/types";
import { CodeBlock } from "@/parts/CodeBlock";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { party, plural } from "@/words/numbers";
import { talkTime } from "@/words/when";
import { useConference } from "../conferences/queries";
import { useCall } from "../queries";
import { channelNames } from "./OfCalls";
import { madeBy, One } from "./One";
import { PAGE_SIZE, useNewestTranscriptions, useRecording, useRecordings } from "./queries";
import { gist, isVoicemail, VOICEMAIL_TWIML } from "./rules";

/** The API does not filter by source, so older pages are read until so many rows fit, or this many pages were. */
const [ENOUGH, PAGES_MOST] = [15, 8];
const SHOWN = [{ value: "all", label: "All" }, { value: "voicemail", label: "Voicemail" }];

/** Whose voice it is, as far as its call tells. */
function useTitle(recording: Recording): string {
  const { account_sid } = useSession();
  const call = useCall(account_sid, recording.conference_sid ? "" : (recording.call_sid ?? "")).data;
  const room = useConference(account_sid, recording.conference_sid ?? "").data;
  if (recording.conference_sid) return room?.friendly_name ?? "A conference";
  if (!call) return "A call";
  return isVoicemail(recording) ? party(call.direction === "inbound" ? call.from : call.to) : `${party(call.from)} → ${party(call.to)}`;
}

function Head({ recording, transcription }: { recording: Recording; transcription: Transcription | undefined }) {
  const title = useTitle(recording);
  const words = gist(transcription);
  return (
    <Box pr="sm">
      <Group gap="sm" wrap="wrap">
        <Text fz="sm" fw={500} style={{ overflowWrap: "anywhere" }}>{title}</Text>
        {recording.status !== "completed" && <StatusBadge status={recording.status} code={recording.error_code} />}
        <Text fz="xs" c="dimmed">{recording.duration && Number(recording.duration) > 0 ? `${talkTime(Number(recording.duration))} · ` : ""}{madeBy(recording)} · <When at={recording.start_time ?? recording.date_created} /></Text>
      </Group>
      {words && <Text fz="sm" c="dimmed" mt={4} lineClamp={2} style={{ overflowWrap: "anywhere" }}>{transcription?.status === "completed" && transcription.transcription_text ? `“${words}”` : words}</Text>}
    </Box>
  );
}

function Detail({ recording }: { recording: Recording }) {
  const { account_sid } = useSession();
  const call = useCall(account_sid, recording.conference_sid ? "" : (recording.call_sid ?? "")).data;
  const place = recording.conference_sid ? `/conferences/${recording.conference_sid}` : `/calls/${recording.call_sid}`;
  const channels = recording.conference_sid ? ["Everybody in one channel"] : call ? channelNames(recording, call) : [""];
  return <One recording={recording} channels={channels} about={<Anchor component={Link} to={place} fz="xs">{recording.conference_sid ? "Open the conference" : "Open the call"}</Anchor>} />;
}

function useRows(accountSid: string, filters: { since: string; until: string }, onlyVoicemail: boolean) {
  const list = useRecordings(accountSid, filters);
  const seen = new Set<string>();
  const all = list.data?.pages.flatMap((page) => page.recordings).filter((one) => !seen.has(one.sid) && seen.add(one.sid));
  const rows = onlyVoicemail ? all?.filter(isVoicemail) : all;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const wantsMore = Boolean(onlyVoicemail && rows && rows.length < ENOUGH && all!.length < PAGES_MOST * PAGE_SIZE && hasNextPage && !isFetchingNextPage);
  useEffect(() => { if (wantsMore) void fetchNextPage(); }, [wantsMore, fetchNextPage]);
  return { list, rows: wantsMore && rows?.length === 0 ? undefined : rows };
}

function None({ isVoicemailOnly, isFiltered }: { isVoicemailOnly: boolean; isFiltered: boolean }) {
  if (isFiltered) return <Card><Empty icon={<IconFilterOff size={26} />} title="None from these days">Loosen a filter. Dates are whole days in UTC.</Empty></Card>;
  return (
    <Card>
      <Empty icon={<IconMicrophone size={26} />} title={isVoicemailOnly ? "No voicemail yet" : "No recordings yet"} action={<Button component={Link} to="/calls/new" leftSection={<IconPhonePlus size={16} />}>Make a call</Button>}>
        {isVoicemailOnly ? "Who reaches this document leaves a message; it is heard and read here:" : "Record a call from its page, with Record=true over the API, or let callers leave a message:"}
      </Empty>
      <Box maw={620} mx="auto" pb="sm"><CodeBlock label="TwiML that takes a message" code={VOICEMAIL_TWIML} /></Box>
    </Card>
  );
}

function Rows({ rows, opened }: { rows: Recording[]; opened: string | null }) {
  const { account_sid } = useSession();
  const transcriptions = useNewestTranscriptions(account_sid);
  return (
    <Accordion variant="separated" radius="lg" keepMounted={false} defaultValue={opened}>
      {rows.map((recording) => (
        <Accordion.Item key={recording.sid} value={recording.sid}>
          <Accordion.Control><Head recording={recording} transcription={transcriptions.data?.get(recording.sid)} /></Accordion.Control>
          <Accordion.Panel><Detail recording={recording} /></Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

/** The one that a link names, even where the list does not reach back to it. */
function Named({ sid }: { sid: string }) {
  const { account_sid } = useSession();
  const found = useRecording(account_sid, sid);
  if (found.error) return <Box mb="lg"><Problem error={found.error} onRetry={() => void found.refetch()} /></Box>;
  return found.data ? <Card mb="lg"><Detail recording={found.data} /></Card> : null;
}

/** What was recorded: everything, or the messages that callers left. */
export function RecordingList() {
  const { account_sid } = useSession();
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) => setParams((old) => { if (value) old.set(name, value); else old.delete(name); return old; }, { replace: true });
  const filters = { since: params.get("since") ?? "", until: params.get("until") ?? "" };
  const onlyVoicemail = params.get("shown") === "voicemail";
  const { list, rows } = useRows(account_sid, filters, onlyVoicemail);
  const sid = params.get("sid");
  return (
    <Page title={onlyVoicemail ? "Voicemail" : "Recordings"} about={onlyVoicemail ? "What callers said after the beep, newest first." : "Everything that was recorded, newest first."}>
      {sid && <Named key={sid} sid={sid} />}
      <Group gap="sm" mb="md" align="flex-end">
        <SegmentedControl aria-label="What is shown" data={SHOWN} value={onlyVoicemail ? "voicemail" : "all"} onChange={(value) => set("shown", value === "all" ? "" : value)} />
        <Group gap="sm" wrap="nowrap">
          <TextInput type="date" label="Since" value={filters.since} onChange={(event) => set("since", event.currentTarget.value)} />
          <TextInput type="date" label="Until" value={filters.until} onChange={(event) => set("until", event.currentTarget.value)} />
        </Group>
      </Group>
      {list.error && !list.data ? <Problem error={list.error} onRetry={() => void list.refetch()} />
        : !rows ? <Stack aria-busy="true" aria-label="Loading">{[1, 2, 3, 4].map((one) => <Skeleton key={one} h={66} radius="lg" />)}</Stack>
        : rows.length === 0 ? <None isVoicemailOnly={onlyVoicemail} isFiltered={Boolean(filters.since || filters.until)} />
        : <Rows rows={rows} opened={sid} />}
      {rows && (rows.length > 0 || list.hasNextPage) && (
        <Group justify="space-between" mt="md">
          <Text fz="sm" c="dimmed">{plural(rows.length, "recording")}{list.hasNextPage ? " so far" : ""}</Text>
          {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show older</Button>}
        </Group>
      )}
    </Page>
  );
}
