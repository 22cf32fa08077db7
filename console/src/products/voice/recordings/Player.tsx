import { ActionIcon, Group, SegmentedControl, Text } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Recording } from "@/api/types";
import { talkTime } from "@/words/when";
import classes from "../voice.module.css";
import { soundUrl, useWaveform } from "./queries";

const STEP_S = 5;
const BARS_MOST = 160;
/** Silence is still a line. */
const LEAST_HEIGHT = 3;

/** As many levels as can be told apart: each the loudest of those it stands for. */
function thinned(peaks: number[]): number[] {
  if (peaks.length <= BARS_MOST) return peaks;
  const each = peaks.length / BARS_MOST;
  return Array.from({ length: BARS_MOST }, (_, at) => Math.max(...peaks.slice(Math.floor(at * each), Math.max(Math.floor((at + 1) * each), Math.floor(at * each) + 1))));
}

function Bars({ peaks, share }: { peaks: number[]; share: number }) {
  const levels = thinned(peaks);
  return (
    <svg className={classes.wave} viewBox={`0 0 ${levels.length * 3} 100`} preserveAspectRatio="none" aria-hidden>
      {levels.map((level, at) => {
        const height = Math.max(LEAST_HEIGHT, level);
        return <rect key={at} x={at * 3} width={2} y={(100 - height) / 2} height={height} data-played={at < share * levels.length || undefined} />;
      })}
    </svg>
  );
}

interface Place {
  at: number;
  length: number;
  onSeek: (second: number) => void;
}

function Seeker({ peaks, at, length, onSeek }: Place & { peaks: number[] }) {
  function point(event: PointerEvent<HTMLDivElement>) {
    if (event.type === "pointermove" && event.buttons === 0) return;
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * length);
  }
  function press(event: KeyboardEvent) {
    const to = { ArrowRight: at + STEP_S, ArrowLeft: at - STEP_S, Home: 0, End: length }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onSeek(Math.min(length, Math.max(0, to)));
  }
  return (
    <div
      className={classes.seeker} role="slider" tabIndex={0} aria-label="Place in the recording" aria-valuemin={0} aria-valuemax={Math.round(length)} aria-valuenow={Math.round(at)} aria-valuetext={`${talkTime(at)} of ${talkTime(length)}`}
      onPointerDown={point} onPointerMove={point} onKeyDown={press}
    >
      <Bars peaks={peaks} share={length > 0 ? at / length : 0} />
    </div>
  );
}

/** The audio element's own state, as the page shows it. `known` is its length in seconds until it says so itself. */
export function useSound(known: number) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(known);
  const [isBroken, setBroken] = useState(false);
  return {
    audio, isPlaying, at, length, isBroken,
    toggle: () => { const sound = audio.current!; if (sound.paused) void sound.play().catch(() => setBroken(true)); else sound.pause(); },
    seek: (second: number) => { audio.current!.currentTime = second; setAt(second); },
    handlers: {
      onPlay: () => setPlaying(true), onPause: () => setPlaying(false), onEnded: () => setPlaying(false), onError: () => setBroken(true),
      onTimeUpdate: () => setAt(audio.current!.currentTime),
      onLoadedMetadata: () => { if (Number.isFinite(audio.current!.duration)) setLength(audio.current!.duration); },
    },
  };
}

export type Sound = ReturnType<typeof useSound>;

/** A recording, drawn and heard. Click or drag to go anywhere in it. */
export function Player({ recording, channels, sound }: { recording: Recording; channels: string[]; sound: Sound }) {
  const waveform = useWaveform(recording);
  const [isMixed, setMixed] = useState(false);
  const source = soundUrl(recording, "wav") + (isMixed ? "?RequestedChannels=1" : "");
  return (
    <div className={classes.player}>
      <audio ref={sound.audio} src={source} preload="metadata" {...sound.handlers} />
      <Group gap="md" wrap="nowrap">
        <ActionIcon size={42} radius="xl" aria-label={sound.isPlaying ? "Pause" : "Play"} onClick={sound.toggle}>
          {sound.isPlaying ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
        </ActionIcon>
        <Seeker peaks={waveform.data?.peaks ?? []} at={sound.at} length={sound.length} onSeek={sound.seek} />
      </Group>
      <Group justify="space-between" mt={8} gap="xs" mih={28}>
        <Text fz="xs" c="dimmed" pl={58}>{talkTime(sound.at)} / {talkTime(Math.round(sound.length))}</Text>
        {channels.length > 1 ? (
          <Group gap="sm">
            <Text fz="xs" c="dimmed">{isMixed ? "Both sides in one" : `Left: ${channels[0]} · right: ${channels[1]}`}</Text>
            <SegmentedControl size="xs" aria-label="Channels" data={[{ value: "dual", label: "Two channels" }, { value: "mono", label: "Mixed" }]} value={isMixed ? "mono" : "dual"} onChange={(value) => setMixed(value === "mono")} />
          </Group>
        ) : <Text fz="xs" c="dimmed">{channels[0]}</Text>}
      </Group>
      {sound.isBroken && <Text fz="xs" c="red" role="alert">The sound could not be played; download it instead.</Text>}
    </div>
  );
}
