/** `/codes`: a sheet to print and hang up. Each code does what a button does, for hands in gloves. */
import { raw } from "hono/html";
import type { CommandName } from "../domain/command_codes.ts";
import type { PageContext } from "./context.ts";
import { DeskPage } from "./layout.tsx";
import { ToolHead } from "./tool_head.tsx";

/** A command code and its pictures, as SVG that the server has drawn. */
export interface PrintedCode {
  readonly command: CommandName;
  readonly code: string;
  readonly bar: string;
  readonly qr: string;
}

interface CodesPageProps {
  readonly context: PageContext;
  readonly codes: readonly PrintedCode[];
}

export const CodesPage = ({ context, codes }: CodesPageProps) => {
  const { codesPage: words, scannerPage } = context.words;
  return (
    <DeskPage context={context} title={words.title}>
      <ToolHead
        context={context}
        above={{ href: "/scanner", name: scannerPage.title }}
        title={words.title}
        says={words.says}
      >
        <button class="btn btn--primary push" type="button" id="print" hidden>{words.print}</button>
      </ToolHead>
      <ul class="code-sheet">
        {codes.map((printed) => <CodeCard context={context} printed={printed} />)}
      </ul>
    </DeskPage>
  );
};

const CodeCard = ({ context: { words: { codesPage: words } }, printed }: {
  context: PageContext;
  printed: PrintedCode;
}) => (
  <li class="card code-card">
    <div>
      <h2>{words.names[printed.command]}</h2>
      <p>{words.does[printed.command]}</p>
      <p class="code" aria-hidden="true">{printed.code}</p>
    </div>
    <span class="code-picture code-picture--bar" role="img" aria-label={words.barName(printed.code)}>
      {raw(printed.bar)}
    </span>
    <span class="code-picture code-picture--qr" role="img" aria-label={words.qrName(printed.code)}>
      {raw(printed.qr)}
    </span>
  </li>
);
