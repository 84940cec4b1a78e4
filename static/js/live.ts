/** Where the script of live pages begins. A file of its own: no other page loads it. */
import { startLive } from "./live_stream.ts";

startLive();
