/** Where the browser's script begins. */
import { startPage } from "./page.ts";

startPage();
