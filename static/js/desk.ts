/** Where the script of pages at a desk begins. A file of its own: scan pages load no more than they need. */
import { startBillTable } from "./bill_table.ts";
import { startCopyButtons } from "./copy_button.ts";
import { startNextField } from "./next_field.ts";
import { startPrintButton } from "./print_button.ts";
import { startShortcuts } from "./shortcuts.ts";
import { startUpload } from "./upload.ts";

startShortcuts();
startNextField();
startBillTable();
startPrintButton();
startCopyButtons();
startUpload();
