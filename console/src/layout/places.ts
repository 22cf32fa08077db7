import {
  IconAppWindow, IconBug, IconChartHistogram, IconDeviceMobileMessage, IconHome, IconKey, IconHash, IconMessageCircleCog, IconMessages, IconMicrophone, IconPhone, IconShieldCheck, IconStack2, IconUsers,
  IconUsersGroup, IconWebhook,
} from "@tabler/icons-react";

export interface Place {
  to: string;
  label: string;
  icon: typeof IconHome;
  /** Pressed after `g`. */
  key: string;
}

export interface Region {
  label: string | null;
  places: Place[];
}

export const REGIONS: Region[] = [
  { label: null, places: [
    { to: "/", label: "Home", icon: IconHome, key: "h" },
    { to: "/handsets", label: "Handsets", icon: IconDeviceMobileMessage, key: "p" },
  ] },
  { label: "Traffic", places: [
    { to: "/messages", label: "Messages", icon: IconMessages, key: "m" },
    { to: "/calls", label: "Calls", icon: IconPhone, key: "l" },
    { to: "/conferences", label: "Conferences", icon: IconUsersGroup, key: "r" },
    { to: "/queues", label: "Queues", icon: IconStack2, key: "q" },
    { to: "/recordings", label: "Recordings", icon: IconMicrophone, key: "v" },
    { to: "/webhooks", label: "Webhooks", icon: IconWebhook, key: "w" },
    { to: "/debugger", label: "Debugger", icon: IconBug, key: "d" },
    { to: "/usage", label: "Usage", icon: IconChartHistogram, key: "u" },
  ] },
  { label: "Set-up", places: [
    { to: "/numbers", label: "Numbers", icon: IconHash, key: "n" },
    { to: "/services", label: "Messaging services", icon: IconMessageCircleCog, key: "s" },
    { to: "/consent", label: "Consent", icon: IconShieldCheck, key: "o" },
    { to: "/applications", label: "Applications", icon: IconAppWindow, key: "a" },
    { to: "/accounts", label: "Accounts", icon: IconUsers, key: "c" },
    { to: "/keys", label: "API keys", icon: IconKey, key: "k" },
  ] },
];

export const PLACES = REGIONS.flatMap((region) => region.places);
