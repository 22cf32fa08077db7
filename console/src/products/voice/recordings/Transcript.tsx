import { Anchor, Badge, Box, Group, Loader, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconFileText } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Recording, Sentence, Transcript as Words, Transcription } from "@/api/types";
import { Copy } from "@/parts/Sid";
import { titleOf } from "@/words/codes";
import { talkTime } from "@/words/when";
import type { Sound } from "./Player";
import { useTranscript, useTranscriptions } from "./queries";
import classes from "./recordings.module.css";
import { isSaidAt } from "./rules";

function Failed({ code }: { code: number | null | undefined }) {
  return (
    <Group gap={8} wrap="nowrap" align="flex-start" className={classes.failed}>
      <IconAlertTriangle size={16} aria-hidden style={{ flex: "none", marginTop: 2 }} />
      <Text fz="sm">It could not be written down{code ? <>: {titleOf(code) ?? "error"} <span className="mono">{code}</span></> : null}. <Anchor component={Link} inherit to="/debugger">The debugger</Anchor> says why.</Text>
    </Group>
  );
}

/** A part of what was said; it plays from there. */
function Part({ sentence, sound }: { sentence: Sentence; sound: Sound }) {
  return (
    <UnstyledButton className={classes.part} data-said={isSaidAt(sentence, sound.at) || undefined} onClick={() => sound.seek(sentence.start_s)} aria-label={`Go to ${talkTime(sentence.start_s)}: ${sentence.text}`}>
      <span className={classes.moment} aria-hidden>{talkTime(sentence.start_s)}</span><span className={classes.words}>{sentence.text}</span>
    </UnstyledButton>
  );
}

/** How sure the recogniser is, where that is worth a word. */
function Sureness({ confidence }: { confidence: number | null | undefined }) {
  if (confidence === null || confidence === undefined) return null;
  const percent = Math.round(100 * confidence);
  return <Tooltip label="How sure the recogniser is of these words"><Badge color={percent >= 80 ? "rack" : percent >= 50 ? "lamp" : "orange"} tt="none">{percent} % sure</Badge></Tooltip>;
}

function Said({ text, words, sound }: { text: string; words: Words | undefined; sound: Sound }) {
  if (!text) return <Text fz="sm" c="dimmed">No words were heard in it.</Text>;
  const sentences = words?.sentences ?? [];
  return sentences.length > 0 ? <div>{sentences.map((one, at) => <Part key={at} sentence={one} sound={sound} />)}</div> : <Text fz="sm" className={classes.words}>{text}</Text>;
}

function Body({ transcription, sound }: { transcription: Transcription; sound: Sound }) {
  const words = useTranscript(transcription).data;
  const text = transcription.transcription_text?.trim() ?? "";
  if (transcription.status === "in-progress") return <Group gap="sm"><Loader size={16} type="dots" aria-label="In progress" /><Text fz="sm" c="dimmed">Being written down…</Text></Group>;
  if (transcription.status === "failed") return <Failed code={words?.error_code} />;
  return (
    <>
      <Group gap="xs" mb={4} justify="space-between">
        <Group gap={6}><IconFileText size={15} className={classes.mark} aria-hidden /><Text span fz="xs" c="dimmed" fw={500}>What was said</Text></Group>
        <Group gap={6}>{text && <><Sureness confidence={words?.confidence} /><Copy value={text} what="transcript" /></>}</Group>
      </Group>
      <Said text={text} words={words} sound={sound} />
    </>
  );
}

/** What was said in a recording, where somebody asked for it to be written down; its state as it is. */
export function Transcript({ recording, sound }: { recording: Recording; sound: Sound }) {
  const found = useTranscriptions(recording);
  if (!found.data?.length) return null;
  return (
    <Box component="section" className={classes.transcript} aria-label={`Transcript of ${recording.sid}`}>
      {found.data.slice(0, 1).map((one) => <div key={one.sid}><Body transcription={one} sound={sound} /></div>)}
    </Box>
  );
}
