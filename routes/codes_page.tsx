/** `/codes`: the command codes on a sheet to print. */
import { Hono } from "hono";
import { COMMAND_CODES, type CommandName } from "../domain/command_codes.ts";
import { CodesPage, type PrintedCode } from "../views/codes_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageDeps, type PageParts } from "./page_context.ts";

export function codesPage({ deps, pages }: PageParts): Hono<Env> {
  const { may } = door(deps);
  // Always the same few: drawn once, not while others scan.
  const codes = printedCodes(pages);
  return new Hono<Env>().get(
    "/codes",
    may("scan"),
    (c) => answerPage(c, <CodesPage context={contextOfSignedIn(c, pages)} codes={codes} />),
  );
}

const printedCodes = ({ codePicture }: PageDeps): PrintedCode[] =>
  (Object.entries(COMMAND_CODES) as [CommandName, string][]).map(([command, code]) => ({
    command,
    code,
    bar: codePicture("code128", code),
    qr: codePicture("qr", code),
  }));
