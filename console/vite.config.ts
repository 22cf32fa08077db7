import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Paths the server answers; while developing they go to a running `ringback serve`. */
const SERVER_PATHS = ["/2010-04-01", "/ringback", "/monitor", "/accounts", "/numbers", "/messaging", "/healthz", "/readyz"];

const toServer = { target: process.env.RINGBACK_HTTP ?? "http://127.0.0.1:8080", ws: true };

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, toServer])) },
  // browsers that know light-dark(): rewritten for older ones it would need a color-scheme that Mantine sets elsewhere
  build: { target: "es2022", cssTarget: ["chrome123", "firefox120", "safari17.5"], chunkSizeWarningLimit: 700 },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
