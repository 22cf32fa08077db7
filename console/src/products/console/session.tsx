import { Center, Loader } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, type ReactNode } from "react";
import { api, keepCsrfToken, own, Refusal, whenSignedOut } from "@/api/client";
import type { Session } from "@/api/types";
import { LogIn } from "./LogIn";
import { NoAnswer } from "./NoAnswer";

const SESSION = ["session"];
const Current = createContext<Session | null>(null);

/** Who is logged in; only called below `SessionGate`. */
export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error("useSession outside SessionGate");
  return session;
}

async function fetchSession(): Promise<Session | null> {
  try {
    const session = await api.get<Session>(own("Session"));
    keepCsrfToken(session.csrf_token ?? "");
    return session;
  } catch (error) {
    if (error instanceof Refusal && (error.status === 401 || error.status === 403)) return null;
    throw error;
  }
}

export function useLogOut(): () => void {
  const client = useQueryClient();
  return () => {
    void api.remove(own("Session")).finally(() => {
      client.setQueryData(SESSION, null);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
    });
  };
}

/** Shows the console to who is logged in, the log-in form to who is not. */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useQuery({ queryKey: SESSION, queryFn: fetchSession, staleTime: Infinity, retry: false });
  useEffect(() => whenSignedOut(() => client.setQueryData(SESSION, null)), [client]);
  if (session.isPending) return <Center h="100dvh"><Loader aria-label="Loading" type="dots" /></Center>;
  if (session.error) return <NoAnswer error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <LogIn onDone={() => void session.refetch()} />;
  return <Current.Provider value={session.data}>{children}</Current.Provider>;
}
