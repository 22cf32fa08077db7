import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin, own } from "@/api/client";
import type { CorePage, Recording, RecordingWaveform, Transcript, Transcription } from "@/api/types";

type RecordingsPage = CorePage & { recordings: Recording[] };

export const PAGE_SIZE = 50;
/** A transcription's end is told by an event; this is for the case that none comes. */
const LOOK_AGAIN_MS = 4000;

/** The recordings of a call, the last one first. */
export function recordingsOf(accountSid: string, callSid: string) {
  return {
    queryKey: ["recordings", callSid],
    queryFn: () => api.get<{ recordings: Recording[] }>(core(accountSid, "Recordings"), { CallSid: callSid, PageSize: 50 }),
  };
}

export function useConferenceRecordings(accountSid: string, conferenceSid: string) {
  return useQuery({
    queryKey: ["recordings", conferenceSid],
    queryFn: () => api.get<{ recordings: Recording[] }>(core(accountSid, `Conferences/${conferenceSid}/Recordings`), { PageSize: 50 }),
    select: (page) => page.recordings,
  });
}

export interface RecordingFilters {
  since: string;
  until: string;
}

function firstPage(accountSid: string, { since, until }: RecordingFilters): Promise<RecordingsPage> {
  return api.get(core(accountSid, "Recordings"), { "DateCreated>": since || undefined, "DateCreated<": until || undefined, PageSize: PAGE_SIZE });
}

export function useRecordings(accountSid: string, filters: RecordingFilters) {
  return useInfiniteQuery({
    queryKey: ["recordings", "all", accountSid, filters.since, filters.until],
    queryFn: ({ pageParam }) => (pageParam ? api.get<RecordingsPage>(onOwnOrigin(pageParam)) : firstPage(accountSid, filters)),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page_uri ?? undefined,
  });
}

export function useRecording(accountSid: string, sid: string) {
  return useQuery({ queryKey: ["recordings", "one", sid], enabled: Boolean(sid), queryFn: () => api.get<Recording>(core(accountSid, `Recordings/${sid}`)) });
}

export function useWaveform(recording: Recording) {
  return useQuery({
    queryKey: ["waveform", recording.sid], enabled: recording.status === "completed", staleTime: Infinity,
    queryFn: () => api.get<RecordingWaveform>(own(`Recordings/${recording.sid}/Waveform`)),
  });
}

/** What was written down of a recording, the last one first. Asked again while one is being written. */
export function useTranscriptions(recording: Recording) {
  return useQuery({
    queryKey: ["transcriptions", recording.sid],
    queryFn: () => api.get<{ transcriptions: Transcription[] }>(core(recording.account_sid, `Recordings/${recording.sid}/Transcriptions`), { PageSize: 20 }),
    select: (page) => page.transcriptions,
    refetchInterval: (query) => (query.state.data?.transcriptions.some((one) => one.status === "in-progress") ? LOOK_AGAIN_MS : false),
  });
}

/** The words with their times, where there is a transcription that is done. */
export function useTranscript(transcription: Transcription) {
  return useQuery({
    queryKey: ["transcriptions", "words", transcription.sid, transcription.status],
    queryFn: () => api.get<Transcript>(own(`Recordings/${transcription.recording_sid}/Transcript`)),
  });
}

/** The newest transcriptions of the account, by their recording. */
export function useNewestTranscriptions(accountSid: string) {
  return useQuery({
    queryKey: ["transcriptions", "newest", accountSid],
    queryFn: () => api.get<{ transcriptions: Transcription[] }>(core(accountSid, "Transcriptions"), { PageSize: 500 }),
    select: (page) => new Map(page.transcriptions.map((one) => [one.recording_sid, one])),
  });
}

/** Where the sound is. The session's cookie opens it where the account asks for credentials. */
export function soundUrl(recording: Recording, extension: "wav" | "mp3"): string {
  return `/2010-04-01/Accounts/${recording.account_sid}/Recordings/${recording.sid}.${extension}`;
}

/** Where a recording that runs is paused, gone on with or stopped. */
export function controlPath(recording: Recording): string {
  const owner = recording.conference_sid ? `Conferences/${recording.conference_sid}` : `Calls/${recording.call_sid}`;
  return core(recording.account_sid, `${owner}/Recordings/${recording.sid}`);
}
