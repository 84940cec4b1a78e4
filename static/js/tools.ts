/** Where the script of the pages around scanning begins. A file of its own: scan pages load no more than they need. */
import { startSearchField } from "./search_field.ts";
import { startScannerPage } from "./scanner_page.ts";

startSearchField();
startScannerPage();
