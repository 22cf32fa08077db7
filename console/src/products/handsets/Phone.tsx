import { ActionIcon, Autocomplete, Box, Skeleton, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconAntennaBars5, IconChevronLeft, IconDialpad, IconMessageCircle, IconPencilPlus, IconPhone, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { HandsetCall, HandsetMessage } from "@/api/types";
import { Problem } from "@/parts/Problem";
import { e164, pretty } from "@/words/numbers";
import { atTime, shortly } from "@/words/when";
import { Bubble } from "./Bubble";
import calling from "./calling.module.css";
import { Compose } from "./Compose";
import classes from "./handsets.module.css";
import { Knocking, OnCall } from "./OnCall";
import { useHandsetCalls, useHandsetMessages } from "./queries";
import { Recents } from "./Recents";
import { farOf, peerOf, threads, type Thread } from "./rules";
import { useHandsetLine } from "./useLine";

interface Props {
  number: string;
  /** Numbers worth writing to: those owned, and the other handset. */
  others: { number: string; isOwned: boolean }[];
}

function Avatar({ number, isOwned }: { number: string; isOwned: boolean }) {
  return <span className={classes.avatar} data-own={isOwned || undefined} aria-hidden>{number.slice(-2)}</span>;
}

function StatusBar({ isLive }: { isLive: boolean }) {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return <div className={classes.status}><span>{atTime(now).slice(0, 5)}</span><span className={classes.notch} aria-hidden /><IconAntennaBars5 size={17} opacity={isLive ? 1 : 0.3} aria-label={isLive ? "Line is live" : "No line"} /></div>;
}

function Threads({ list, onOpen, isOwned }: { list: Thread[]; onOpen: (peer: string) => void; isOwned: (number: string) => boolean }) {
  if (list.length === 0)
    return <Stack align="center" justify="center" flex={1} gap={6} p="lg" ta="center"><IconMessageCircle size={38} stroke={1.2} opacity={0.45} aria-hidden /><Text fw={500} fz="sm">No texts yet</Text><Text fz="xs" c="dimmed">Text this number from your code, or write one with the pencil.</Text></Stack>;
  return (
    <div className={classes.talk} style={{ padding: 0 }}>
      {list.map((thread) => (
        <button key={thread.peer} type="button" className={classes.thread} onClick={() => onOpen(thread.peer)}>
          <Avatar number={thread.peer} isOwned={isOwned(thread.peer)} />
          <Box flex={1} miw={0}><Text fz="sm" fw={500}>{pretty(thread.peer)}</Text><Text fz="xs" c="dimmed" truncate>{thread.newest.body || "Picture"}</Text></Box>
          <Text fz={11} c="dimmed">{shortly(thread.newest.at)}</Text>
        </button>
      ))}
    </div>
  );
}

function Talk({ messages, label, isTracked }: { messages: HandsetMessage[]; label: string; isTracked: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const newest = messages[0]?.sid;
  useEffect(() => { box.current?.scrollTo({ top: box.current.scrollHeight }); }, [newest, messages.length]);
  return (
    <div ref={box} className={classes.talk} role="log" aria-label={label} tabIndex={0} onLoadCapture={() => box.current?.scrollTo({ top: box.current.scrollHeight })}>
      {[...messages].reverse().map((message) => <Bubble key={message.sid + message.direction} message={message} isTracked={isTracked} />)}
    </div>
  );
}

function NewPeer({ others, onPick }: { others: Props["others"]; onPick: (number: string) => void }) {
  const [typed, setTyped] = useState("");
  const pick = (words: string) => { const number = e164(words) ?? (/^\d{3,8}$/.test(words.trim()) ? words.trim() : null); if (number) onPick(number); };
  return (
    <Autocomplete
      flex={1} size="sm" radius="xl" autoFocus aria-label="Write to" placeholder="To: +14155550100" inputMode="tel" data={others.map((one) => one.number)} maxDropdownHeight={220} openOnFocus
      value={typed} onChange={setTyped} onOptionSubmit={pick} onKeyDown={(event) => { if (event.key === "Enter") pick(typed); }}
    />
  );
}

/** Which thread is open: the newest by itself, until somebody chose. `null` is the list, "new" the empty sheet. */
function useOpenThread(messages: HandsetMessage[] | undefined) {
  const [chosen, setChosen] = useState<{ peer: string | null } | null>(null);
  const [seen, setSeen] = useState<string | null>(null);
  const newest = messages?.[0];
  const peer = chosen ? chosen.peer : newest ? peerOf(newest) : null;
  const isElsewhere = newest !== undefined && newest.direction === "received" && peerOf(newest) !== peer && newest.sid !== seen;
  const isFresh = newest !== undefined && Date.now() - Date.parse(newest.at) < 60_000;
  return {
    peer, banner: isElsewhere && isFresh && chosen !== null ? newest : null,
    open: (next: string | null) => { setChosen({ peer: next }); setSeen(newest?.sid ?? null); },
  };
}

type Texting = ReturnType<typeof useOpenThread>;

/** The texts, and a box to type in. */
function Texts({ number, others, thread, messages }: Props & { thread: Texting; messages: ReturnType<typeof useHandsetMessages> }) {
  const isOwned = (one: string) => others.some((other) => other.number === one && other.isOwned);
  const peer = thread.peer === "new" ? null : thread.peer;
  const shown = messages.data?.filter((message) => peerOf(message) === peer) ?? [];
  return (
    <>
      <div className={classes.bar}>
        {thread.peer !== null && <ActionIcon variant="subtle" radius="xl" aria-label="All threads" onClick={() => thread.open(null)}><IconChevronLeft size={20} /></ActionIcon>}
        {thread.peer === "new" ? <NewPeer others={others} onPick={thread.open} /> : peer ? (
          <><Avatar number={peer} isOwned={isOwned(peer)} /><div className={classes.peer}><Text fz="sm" fw={600} truncate>{pretty(peer)}</Text><Text fz={11} c="dimmed">{isOwned(peer) ? "Your number" : "Handset"}</Text></div></>
        ) : <Text fw={600} flex={1} pl={8}>Messages</Text>}
        <ActionIcon variant="subtle" radius="xl" aria-label={thread.peer === "new" ? "Never mind" : "New text"} onClick={() => thread.open(thread.peer === "new" ? null : "new")}>{thread.peer === "new" ? <IconX size={19} /> : <IconPencilPlus size={19} />}</ActionIcon>
      </div>
      {thread.banner && <button type="button" className={classes.banner} onClick={() => thread.open(peerOf(thread.banner!))}><Avatar number={thread.banner.from} isOwned={isOwned(thread.banner.from)} /><Box miw={0}><Text fz="xs" fw={600}>{pretty(thread.banner.from)}</Text><Text fz="xs" truncate>{thread.banner.body || "Picture"}</Text></Box></button>}
      {messages.error && !messages.data ? <Box p="sm" flex={1}><Problem error={messages.error} onRetry={() => void messages.refetch()} /></Box>
        : messages.isPending ? <Stack p="md" flex={1} aria-busy="true">{[60, 44, 70].map((width) => <Skeleton key={width} h={38} w={`${width}%`} radius={19} />)}</Stack>
        : thread.peer === null ? <Threads list={threads(messages.data)} onOpen={thread.open} isOwned={isOwned} />
        : <Talk messages={shown} isTracked={peer !== null && isOwned(peer)} label={`Texts with ${peer ?? "somebody new"}`} />}
      <Compose key={peer ?? "none"} number={number} to={peer} onSent={() => { if (peer) thread.open(peer); }} />
    </>
  );
}

/** Calls made and missed, with a keypad. */
function CallsApp({ number, onDial }: { number: string; onDial: (to: string) => void }) {
  const [isDialling, setDialling] = useState(false);
  return (
    <>
      <div className={classes.bar}>
        <Text fw={600} flex={1} pl={8}>{isDialling ? "Keypad" : "Calls"}</Text>
        <ActionIcon variant="subtle" radius="xl" aria-label={isDialling ? "Back to the calls" : "Show the keypad"} onClick={() => setDialling(!isDialling)}>{isDialling ? <IconX size={19} /> : <IconDialpad size={20} />}</ActionIcon>
      </div>
      <Recents number={number} isDialling={isDialling} onDial={onDial} />
    </>
  );
}

type App = "texts" | "calls";

function Apps({ app, onOpen }: { app: App; onOpen: (app: App) => void }) {
  return (
    <div className={calling.apps} role="tablist" aria-label="On the handset">
      {([["texts", "Texts", IconMessageCircle], ["calls", "Calls", IconPhone]] as const).map(([name, label, Icon]) => (
        <UnstyledButton key={name} role="tab" aria-selected={app === name} className={calling.app} onClick={() => onOpen(name)}><Icon size={17} aria-hidden />{label}</UnstyledButton>
      ))}
    </div>
  );
}

/** Calls that are on, the one that is shown first: the last that was chosen, else one that is talked in, else the newest. */
function useOnCalls(calls: HandsetCall[] | undefined) {
  const [chosen, setChosen] = useState<string | null>(null);
  const on = calls?.filter((call) => call.state !== "ended") ?? [];
  const first = on.find((call) => call.id === chosen) ?? on.find((call) => call.state === "talking") ?? on[0];
  return { first, second: on.find((call) => call !== first), show: setChosen };
}

/** A handset one can hold: its texts, its calls, and what rings. `isHeld`: whoever holds it answers, not its script. */
export function Phone({ number, others, isHeld }: Props & { isHeld: boolean }) {
  const messages = useHandsetMessages(number);
  const calls = useOnCalls(useHandsetCalls(number).data);
  const line = useHandsetLine(number, isHeld);
  const thread = useOpenThread(messages.data);
  const [app, setApp] = useState<App>("texts");
  const isOwned = (one: string) => others.some((other) => other.number === one && other.isOwned);
  const dial = (to: string) => line.does({ type: "dial", to });
  const { first, second } = calls;
  return (
    <section className={classes.phone} aria-label={`Handset ${number}`} data-handset={number} data-ringing={first?.state === "ringing" || undefined}>
      <div className={classes.screen}>
        <StatusBar isLive={line.state === "open"} />
        {first ? (
          <>
            {second && <Knocking call={second} onShow={() => calls.show(second.id)} />}
            <OnCall key={first.id} call={first} isOwned={isOwned(farOf(first))} does={line.does} />
          </>
        ) : (
          <>
            {app === "texts" ? <Texts number={number} others={others} thread={thread} messages={messages} /> : <CallsApp number={number} onDial={dial} />}
            <Apps app={app} onOpen={setApp} />
          </>
        )}
        <div className={classes.homeBar} aria-hidden />
      </div>
    </section>
  );
}
