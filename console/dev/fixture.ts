/** Stands in for the server while the console is being worked on: canned data, lost on restart. Never built into anything. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { WebSocketServer, type WebSocket } from "ws";
import { answer, type World } from "./answers.ts";
import { hand, ring } from "./calls.ts";
import { makeWorld } from "./world.ts";

const SERVED = /^\/(2010-04-01|ringback|monitor|accounts)\//;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json");
  response.end(status === 204 ? undefined : JSON.stringify(body));
}

function openSockets(world: World): (server: { httpServer: unknown }) => void {
  return ({ httpServer }) => {
    const sockets = new WebSocketServer({ noServer: true });
    const http = httpServer as { on(event: "upgrade", then: (request: IncomingMessage, socket: never, head: Buffer) => void): void } | null;
    http?.on("upgrade", (request, socket, head) => {
      if (!request.url?.startsWith("/ringback/")) return;
      sockets.handleUpgrade(request, socket, head, (line: WebSocket) => {
        const tell = (path: string, message: unknown) => { if (decodeURIComponent(request.url!) === path) line.send(JSON.stringify(message)); };
        world.listeners.add(tell);
        line.on("message", (said) => hand(world, decodeURIComponent(request.url!), JSON.parse(String(said))));
        line.on("close", () => world.listeners.delete(tell));
      });
    });
  };
}

export function fixture(): Plugin {
  const world = makeWorld(process.env.RINGBACK_FIXTURE ?? "full");
  return {
    name: "ringback-fixture",
    configureServer(server) {
      openSockets(world)(server as never);
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        const mode = /^\/__mode\/(\w+)$/.exec(url.pathname);
        if (mode) { Object.assign(world, makeWorld(mode[1]!), { listeners: world.listeners }); reply(response, 200, mode[1]); return; }
        const rings = /^\/__ring\/(\+\d+)$/.exec(decodeURIComponent(url.pathname));
        if (rings) { ring(world, rings[1]!); reply(response, 200, rings[1]); return; }
        if (!SERVED.test(url.pathname)) return next();
        void bodyOf(request).then((body) => { const [status, said] = answer(world, request.method ?? "GET", url, body); setTimeout(() => reply(response, status, said), 60); });
      });
    },
  };
}
