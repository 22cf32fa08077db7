import { ActionIcon, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconDialpad, IconMessage2, IconPhone, IconPhoneOff, IconSend } from "@tabler/icons-react";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import type { HandsetCall } from "@/api/types";
import { Since } from "@/products/voice/Lasting";
import { grown, type Line } from "@/products/voice/rules";
import { pretty } from "@/words/numbers";
import classes from "./calling.module.css";
import { Keypad } from "./Keypad";
import { farOf } from "./rules";
import type { HandsetLine } from "./useLine";

interface Props {
  call: HandsetCall;
  isOwned: boolean;
  does: HandsetLine["does"];
}

/** What was said on both sides, in the order in which it came. */
function useTalk(call: HandsetCall): Line[] {
  const [lines, setLines] = useState<Line[]>(() => grown([], call.heard.captions, call.said.captions));
  useEffect(() => setLines((old) => grown(old, call.heard.captions, call.said.captions)), [call.heard.captions, call.said.captions]);
  return lines;
}

export function Captions({ lines, label }: { lines: Line[]; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { box.current?.scrollTo({ top: box.current.scrollHeight }); }, [lines.length]);
  return (
    <div ref={box} className={classes.captions} role="log" aria-label={label} tabIndex={0}>
      {lines.length === 0 && <Text fz="xs" c="dimmed" ta="center" mt="md">What is said shows here.</Text>}
      {lines.map((line, at) => <div key={at} className={classes.caption} data-side={line.side}><span className={classes.side}>{line.side === "heard" ? "They" : "You"}</span>{line.text}</div>)}
    </div>
  );
}

function Round({ label, colour, onClick, isOn, children }: { label: string; colour: "green" | "red" | "plain"; onClick: () => void; isOn?: boolean; children: ReactNode }) {
  return <div className={classes.roundBox}><button type="button" className={classes.round} data-colour={colour} aria-label={label} aria-pressed={isOn} onClick={onClick}>{children}</button><small aria-hidden>{label}</small></div>;
}

function Head({ call, isOwned, children }: { call: HandsetCall; isOwned: boolean; children: ReactNode }) {
  return (
    <div className={classes.head}>
      <Text fz="lg" fw={600}>{pretty(farOf(call))}</Text>
      <Text fz="xs" c="dimmed">{isOwned ? "Your number" : "Handset"}</Text>
      <Text fz="sm" component="div" mt={2}>{children}</Text>
    </div>
  );
}

function Ringing({ call, isOwned, does }: Props) {
  const isIn = call.direction === "received";
  return (
    <div className={classes.call} data-state="ringing" role="group" aria-label={isIn ? `Call from ${farOf(call)}` : `Calling ${farOf(call)}`}>
      <Head call={call} isOwned={isOwned}><span role="status">{isIn ? "Incoming call" : "Calling…"}</span></Head>
      <div className={classes.rings} aria-hidden><span /><span /><span /><IconPhone size={34} /></div>
      <div className={classes.rounds}>
        <Round label={isIn ? "Decline" : "Hang up"} colour="red" onClick={() => does({ type: "hang_up", call: call.id })}><IconPhoneOff size={26} aria-hidden /></Round>
        {isIn && <Round label="Answer" colour="green" onClick={() => does({ type: "answer", call: call.id })}><IconPhone size={26} aria-hidden /></Round>}
      </div>
    </div>
  );
}

function Pressed({ call }: { call: HandsetCall }) {
  return (
    <div className={classes.pressed}>
      <span aria-label="Keys pressed here">{call.said.digits && <>You pressed <b className="mono">{call.said.digits}</b></>}</span>
      <span aria-label="Keys pressed there">{call.heard.digits && <>They pressed <b className="mono">{call.heard.digits}</b></>}</span>
    </div>
  );
}

function SayBox({ onSay }: { onSay: (text: string) => void }) {
  const [text, setText] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!text.trim()) return;
    onSay(text.trim());
    setText("");
  }
  return (
    <form className={classes.say} onSubmit={submit}>
      <TextInput size="sm" radius="xl" flex={1} aria-label="Say into the call" placeholder="Type what to say" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <ActionIcon type="submit" radius="xl" size={34} aria-label="Say it" disabled={!text.trim()}><IconSend size={17} /></ActionIcon>
    </form>
  );
}

function Talking({ call, isOwned, does }: Props) {
  const [hasKeys, setKeys] = useState(true);
  const lines = useTalk(call);
  const named = { call: call.id };
  return (
    <div className={classes.call} data-state="talking" role="group" aria-label={`In a call with ${farOf(call)}`}>
      <Head call={call} isOwned={isOwned}><Since at={call.answered_at ?? call.started_at} /></Head>
      <Captions lines={lines} label="Captions" />
      <Pressed call={call} />
      {hasKeys ? <Keypad onPress={(digits) => does({ type: "press", digits, ...named })} /> : <SayBox onSay={(text) => does({ type: "say", text, ...named })} />}
      <div className={classes.rounds}>
        <Round label={hasKeys ? "Speak" : "Keypad"} colour="plain" onClick={() => setKeys(!hasKeys)}>{hasKeys ? <IconMessage2 size={22} aria-hidden /> : <IconDialpad size={22} aria-hidden />}</Round>
        <Round label="Hang up" colour="red" onClick={() => does({ type: "hang_up", ...named })}><IconPhoneOff size={24} aria-hidden /></Round>
      </div>
    </div>
  );
}

/** The screen of a handset in a call. */
export function OnCall(props: Props) {
  return props.call.state === "ringing" ? <Ringing {...props} /> : <Talking {...props} />;
}

/** A second call while one is on. */
export function Knocking({ call, onShow }: { call: HandsetCall; onShow: () => void }) {
  return <UnstyledButton className={classes.knocking} onClick={onShow}>{pretty(farOf(call))} {call.state === "ringing" ? "rings too" : "is on too"}: show</UnstyledButton>;
}
