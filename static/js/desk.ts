/** Where the script of pages at a desk begins. A file of its own: scan pages load no more than they need. */
import { startShortcuts } from "./shortcuts.ts";

startShortcuts();
