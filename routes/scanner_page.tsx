/** `/scanner`: is this scanner working, how does it type, and what can this device do? All of it happens in the browser. */
import { Hono } from "hono";
import { COMMAND_CODES } from "../domain/command_codes.ts";
import { ScannerPage } from "../views/scanner_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";

export function scannerPage({ deps, pages }: PageParts): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().get(
    "/scanner",
    may("scan"),
    (c) =>
      answerPage(
        c,
        <ScannerPage context={contextOfSignedIn(c, pages)} kinds={pages.kinds()} testCode={COMMAND_CODES.test} />,
      ),
  );
}
