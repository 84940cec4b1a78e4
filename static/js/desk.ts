/** Where the script of pages at a desk begins. A file of its own: scan pages load no more than they need. */
import { startBadgeGuard } from "./badge_guard.ts";
import { startBillTable } from "./bill_table.ts";
import { startCopyButtons } from "./copy_button.ts";
import { startNextField } from "./next_field.ts";
import { startPrintButton } from "./print_button.ts";
import { startSessionEnd } from "./session_end.ts";
import { startShortcuts } from "./shortcuts.ts";
import { startUpload } from "./upload.ts";

startBadgeGuard();
startShortcuts();
startNextField();
startBillTable();
startPrintButton();
startCopyButtons();
startUpload();
startSessionEnd();
