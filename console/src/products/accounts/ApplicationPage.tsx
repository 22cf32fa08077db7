import { Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useNavigate, useParams } from "react-router";
import { api, core } from "@/api/client";
import type { Application } from "@/api/types";
import { askFirst, tell, useAct } from "@/parts/acting";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { useSession } from "@/products/console/session";
import { UrlField, type Form, type FormState } from "@/products/numbers/UrlFields";
import { useApplication } from "./queries";

const SENT_AS: Record<string, string> = {
  friendly_name: "FriendlyName", message_status_callback: "MessageStatusCallback",
  sms_url: "SmsUrl", sms_method: "SmsMethod", sms_fallback_url: "SmsFallbackUrl", sms_fallback_method: "SmsFallbackMethod",
  voice_url: "VoiceUrl", voice_method: "VoiceMethod", voice_fallback_url: "VoiceFallbackUrl", voice_fallback_method: "VoiceFallbackMethod",
};

function formOf(application: Application): Form {
  const record = application as unknown as Record<string, string | null>;
  return Object.fromEntries(Object.keys(SENT_AS).map((name) => [name, record[name] ?? ""]));
}

function Settings({ application }: { application: Application }) {
  const { account_sid } = useSession();
  const before = formOf(application);
  const [form, setForm] = useState(before);
  const state: FormState = { form, set: (name, value) => setForm((old) => ({ ...old, [name]: value })) };
  const changed = Object.fromEntries(Object.keys(SENT_AS).filter((name) => before[name] !== form[name]).map((name) => [SENT_AS[name]!, form[name]!]));
  const save = useAct(() => api.form(core(account_sid, `Applications/${application.sid}`), changed), { isForm: true, refresh: [["applications"]], done: "Saved." });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Card><TextInput label="Name" maxLength={64} value={form.friendly_name} onChange={(event) => state.set("friendly_name", event.currentTarget.value)} /></Card>
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Card><Title order={2} mb="md">Messages</Title><Stack>
            <UrlField state={state} label="URL" url="sms_url" method="sms_method" /><UrlField state={state} label="When that fails" url="sms_fallback_url" method="sms_fallback_method" />
            <TextInput type="url" label="Status callback" placeholder="https://…" value={form.message_status_callback} onChange={(event) => state.set("message_status_callback", event.currentTarget.value)} />
          </Stack></Card>
          <Card><Title order={2} mb="md">Calls</Title><Stack>
            <UrlField state={state} label="URL" url="voice_url" method="voice_method" /><UrlField state={state} label="When that fails" url="voice_fallback_url" method="voice_fallback_method" />
          </Stack></Card>
        </SimpleGrid>
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end"><Text fz="sm" c="dimmed">{Object.keys(changed).length ? "Not saved yet" : "All saved"}</Text><Button type="submit" disabled={Object.keys(changed).length === 0} loading={save.isPending}>Save</Button></Group>
      </Stack>
    </form>
  );
}

export function ApplicationPage() {
  const { sid = "" } = useParams();
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const application = useApplication(account_sid, sid);
  const one = application.data;
  const drop = useAct(() => api.remove(core(account_sid, `Applications/${sid}`)), { refresh: [["applications"]], done: () => { tell("Deleted."); void navigate("/applications"); } });
  const ask = () => askFirst(`Delete ${one?.friendly_name || sid}?`, "Numbers that use it fall back to their own URLs.", "Delete", () => drop.mutate(undefined));
  return (
    <Page title={one?.friendly_name || "Application"} back={{ to: "/applications", label: "Applications" }} about={<Sid sid={sid} full />} actions={one && <Button variant="default" c="red" onClick={ask}>Delete</Button>}>
      {application.error && !one && <Problem error={application.error} onRetry={() => void application.refetch()} />}
      {application.isPending && <Skeleton h={420} radius="lg" />}
      {one && <Settings key={one.date_updated} application={one} />}
    </Page>
  );
}
