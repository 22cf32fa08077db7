import { Alert, Button, Card, Group, Modal, Select, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState, type FormEvent } from "react";
import { useNavigate, useParams } from "react-router";
import { api, core } from "@/api/client";
import type { IncomingPhoneNumber } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { useSession } from "@/products/console/session";
import { pretty } from "@/words/numbers";
import { Abilities } from "./Abilities";
import { useApplications, useNumber } from "./queries";
import { UrlField, type Form, type FormState } from "./UrlFields";

/** The field of the resource, and its name when sent. */
const SENT_AS: Record<string, string> = {
  friendly_name: "FriendlyName",
  sms_url: "SmsUrl", sms_method: "SmsMethod", sms_fallback_url: "SmsFallbackUrl", sms_fallback_method: "SmsFallbackMethod", sms_application_sid: "SmsApplicationSid",
  voice_url: "VoiceUrl", voice_method: "VoiceMethod", voice_fallback_url: "VoiceFallbackUrl", voice_fallback_method: "VoiceFallbackMethod", voice_application_sid: "VoiceApplicationSid",
  status_callback: "StatusCallback", status_callback_method: "StatusCallbackMethod",
};

function formOf(number: IncomingPhoneNumber): Form {
  const record = number as unknown as Record<string, string | null>;
  return Object.fromEntries(Object.keys(SENT_AS).map((name) => [name, record[name] ?? ""]));
}

/** Only what was changed is sent. */
function changes(before: Form, now: Form): Form {
  return Object.fromEntries(Object.keys(SENT_AS).filter((name) => before[name] !== now[name]).map((name) => [SENT_AS[name]!, now[name]!]));
}

function Kind({ state, kind, title }: { state: FormState; kind: "sms" | "voice"; title: string }) {
  const { account_sid } = useSession();
  const applications = useApplications(account_sid);
  const application = state.form[`${kind}_application_sid`];
  return (
    <Card>
      <Title order={2} mb="md">{title}</Title>
      <Stack>
        <UrlField state={state} label="URL" url={`${kind}_url`} method={`${kind}_method`} disabled={Boolean(application)} />
        <UrlField state={state} label="When that fails" url={`${kind}_fallback_url`} method={`${kind}_fallback_method`} disabled={Boolean(application)} />
        <Select
          label="Or an application" description="Its URLs then stand above those here" clearable placeholder="None" value={application || null}
          data={(applications.data ?? []).map((one) => ({ value: one.sid, label: one.friendly_name || one.sid }))} onChange={(value) => state.set(`${kind}_application_sid`, value ?? "")}
        />
      </Stack>
    </Card>
  );
}

function Release({ number }: { number: IncomingPhoneNumber }) {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const [isOpen, ask] = useDisclosure(false);
  const [typed, setTyped] = useState("");
  const last = number.phone_number.slice(-4);
  const release = useAct(() => api.remove(core(account_sid, `IncomingPhoneNumbers/${number.sid}`)), { refresh: [["numbers"]], done: () => { tell(`${pretty(number.phone_number)} is released.`); void navigate("/numbers"); } });
  return (
    <>
      <Button variant="default" c="red" onClick={ask.open}>Release</Button>
      <Modal opened={isOpen} onClose={ask.close} title={`Release ${pretty(number.phone_number)}?`}>
        <form onSubmit={(event) => { event.preventDefault(); release.mutate(undefined); }}>
          <Stack>
            <Alert color="red">It leaves the account at once; texts and calls to it stop. Somebody else may take it.</Alert>
            <TextInput label={`Type the last four digits, ${last}, to confirm`} inputMode="numeric" data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
            <Group justify="flex-end"><Button variant="default" onClick={ask.close}>Keep it</Button><Button type="submit" color="red" disabled={typed.trim() !== last} loading={release.isPending}>Release</Button></Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

function Settings({ number }: { number: IncomingPhoneNumber }) {
  const { account_sid } = useSession();
  const before = formOf(number);
  const [form, setForm] = useState(before);
  const state: FormState = { form, set: (name, value) => setForm((old) => ({ ...old, [name]: value })) };
  const changed = changes(before, form);
  const save = useAct(() => api.form(core(account_sid, `IncomingPhoneNumbers/${number.sid}`), changed), { isForm: true, refresh: [["numbers"]], done: "Saved." });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(undefined);
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg"><Kind state={state} kind="sms" title="When a text comes in" /><Kind state={state} kind="voice" title="When a call comes in" /></SimpleGrid>
        <Card>
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
            <TextInput label="Name" maxLength={64} value={form.friendly_name} onChange={(event) => state.set("friendly_name", event.currentTarget.value)} />
            <UrlField state={state} label="Call status callback" url="status_callback" method="status_callback_method" />
          </SimpleGrid>
        </Card>
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end">
          <Text fz="sm" c="dimmed">{Object.keys(changed).length ? "Not saved yet" : "All saved"}</Text>
          <Button type="submit" disabled={Object.keys(changed).length === 0} loading={save.isPending}>Save</Button>
        </Group>
      </Stack>
    </form>
  );
}

export function Configure() {
  const { sid = "" } = useParams();
  const { account_sid } = useSession();
  const number = useNumber(account_sid, sid);
  const one = number.data;
  return (
    <Page title={one ? pretty(one.phone_number) : "Number"} back={{ to: "/numbers", label: "Numbers" }} about={<Group gap="sm"><Sid sid={sid} full />{one && <Abilities of={one.capabilities} />}</Group>} actions={one && <Release number={one} />}>
      {number.error && !one && <Problem error={number.error} onRetry={() => void number.refetch()} />}
      {number.isPending && <Skeleton h={420} radius="lg" />}
      {one && <Settings key={one.date_updated} number={one} />}
    </Page>
  );
}
