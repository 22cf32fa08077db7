import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { Lost } from "./layout/Lost";
import { Shell } from "./layout/Shell";
import { Home } from "./products/console/Home";

/** A page in a chunk of its own, fetched when first visited. */
function page(path: string, load: () => Promise<Record<string, unknown>>, name: string): RouteObject {
  return { path, lazy: async () => ({ Component: (await load())[name] as React.ComponentType }) };
}

const pages: RouteObject[] = [
  { index: true, element: <Home /> },
  page("handsets", () => import("./products/handsets/Handsets"), "Handsets"),
  page("messages", () => import("./products/messaging/Messages"), "Messages"),
  page("messages/new", () => import("./products/messaging/Send"), "Send"),
  page("messages/:sid", () => import("./products/messaging/Tracker"), "Tracker"),
  page("calls", () => import("./products/voice/Calls"), "Calls"),
  page("calls/new", () => import("./products/voice/NewCall"), "NewCall"),
  page("calls/:sid", () => import("./products/voice/CallPage"), "CallPage"),
  page("conferences", () => import("./products/voice/conferences/Conferences"), "Conferences"),
  page("conferences/:sid", () => import("./products/voice/conferences/ConferencePage"), "ConferencePage"),
  page("queues", () => import("./products/voice/queues/Queues"), "Queues"),
  page("queues/:sid", () => import("./products/voice/queues/QueuePage"), "QueuePage"),
  page("recordings", () => import("./products/voice/recordings/RecordingList"), "RecordingList"),
  page("services", () => import("./products/messaging/services/Services"), "Services"),
  page("services/:sid/:part?", () => import("./products/messaging/services/ServicePage"), "ServicePage"),
  page("brands", () => import("./products/messaging/a2p/Brands"), "Brands"),
  page("consent/:part?", () => import("./products/consent/Consent"), "Consent"),
  page("numbers", () => import("./products/numbers/Numbers"), "Numbers"),
  page("numbers/search", () => import("./products/numbers/Search"), "Search"),
  page("numbers/:sid", () => import("./products/numbers/Configure"), "Configure"),
  page("webhooks", () => import("./products/webhooks/Webhooks"), "Webhooks"),
  page("webhooks/jobs", () => import("./products/webhooks/Jobs"), "Jobs"),
  page("webhooks/:sid", () => import("./products/webhooks/Inspector"), "Inspector"),
  page("debugger", () => import("./products/monitor/Debugger"), "Debugger"),
  page("usage", () => import("./products/usage/Usage"), "Usage"),
  page("accounts", () => import("./products/accounts/Accounts"), "Accounts"),
  page("keys", () => import("./products/accounts/Keys"), "Keys"),
  page("applications", () => import("./products/accounts/Applications"), "Applications"),
  page("applications/:sid", () => import("./products/accounts/ApplicationPage"), "ApplicationPage"),
  { path: "login", element: <Navigate to="/" replace /> },
  { path: "*", element: <Lost /> },
];

export const router = createBrowserRouter(
  [{ path: "/", element: <Shell />, errorElement: <Lost />, hydrateFallbackElement: <></>, children: [{ errorElement: <Lost />, children: pages }] }],
  { basename: "/console" },
);
