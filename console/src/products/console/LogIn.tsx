import { Alert, Box, Button, Card, Code, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { api, own } from "@/api/client";
import { Logo } from "@/layout/Logo";
import { Problem } from "@/parts/Problem";
import classes from "./console.module.css";

const ACCOUNT_SID = /^AC[0-9a-f]{32}$/i;

function LogInForm({ onDone }: { onDone: () => void }) {
  const [accountSid, setAccountSid] = useState("");
  const [authToken, setAuthToken] = useState("");
  const logIn = useMutation({
    mutationFn: () => api.post(own("Session"), { account_sid: accountSid.trim(), auth_token: authToken.trim() }),
    onSuccess: onDone,
  });
  const isOddSid = accountSid.trim() !== "" && !ACCOUNT_SID.test(accountSid.trim());
  function submit(event: FormEvent) {
    event.preventDefault();
    logIn.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Account SID" placeholder="AC…" required autoFocus autoComplete="username" spellCheck={false}
          classNames={{ input: "mono" }} value={accountSid} onChange={(event) => setAccountSid(event.currentTarget.value)}
          error={isOddSid && logIn.isError ? "AC and 32 hexadecimal digits" : undefined}
        />
        <PasswordInput
          label="Auth token" required autoComplete="current-password"
          value={authToken} onChange={(event) => setAuthToken(event.currentTarget.value)}
        />
        {logIn.error && <Problem error={logIn.error} />}
        <Button type="submit" loading={logIn.isPending} fullWidth>Log in</Button>
      </Stack>
    </form>
  );
}

export function LogIn({ onDone }: { onDone: () => void }) {
  const isExpired = new URLSearchParams(location.search).has("expired");
  useEffect(() => { document.title = "Log in · Ringback"; }, []);
  return (
    <main className={classes.logIn}>
      <Box className={classes.rings} aria-hidden />
      <Card className={classes.logInCard} shadow="lg">
        <Logo />
        <Title order={1} mt="lg" mb={4}>Log in</Title>
        <Text c="dimmed" fz="sm" mb="lg">
          With the account's SID and token. Both were printed when the server started.
        </Text>
        {isExpired && <Alert color="lamp" mb="md" p="sm">That one-time link was used already, or is too old. Log in instead, or start the server again for a new one.</Alert>}
        <LogInForm onDone={onDone} />
        <Text c="dimmed" fz="sm" mt="lg">
          Quicker: open the one-time link that <Code>ringback serve</Code> prints.
        </Text>
      </Card>
    </main>
  );
}
