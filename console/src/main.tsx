import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "mantine-datatable/styles.css";
import "./theme.css";

import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { Refusal } from "./api/client";
import { SessionGate } from "./products/console/session";
import { router } from "./routes";
import { resolver, theme } from "./theme";

/** A refusal will be the same a second later; only silence and faults of the server are asked again, once. */
function retry(failures: number, error: Error): boolean {
  return failures < 1 && error instanceof Refusal && (error.status === 0 || error.status >= 500);
}

// "always": the server is most often on this very machine, which may well be without a network.
const client = new QueryClient({
  defaultOptions: {
    queries: { networkMode: "always", staleTime: 5_000, retry, refetchOnWindowFocus: true },
    mutations: { networkMode: "always" },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolver} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <ModalsProvider>
          <Notifications position="bottom-right" />
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
