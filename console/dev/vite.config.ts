import { mergeConfig } from "vite";
import real from "../vite.config.ts";
import { fixture } from "./fixture.ts";

/** The console on canned data, without a server: `npm run dev:fixture`. */
export default { ...mergeConfig(real, { plugins: [fixture()] }), server: {} };
